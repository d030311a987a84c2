package io.heddle.buffer;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the running HotSpot lays the fields that are written often: at least 120 bytes
 * from everything else.
 */
class PaddingTests {

	private static final int LINES = 120;

	@ParameterizedTest
	@CsvSource({ "Lane, LaneHead", "Lane, LaneTail", "Credits, CreditsFields", "Signal, SignalFields",
			"RingInlet, RingInletFields", "RingOutlet, RingOutletFields" })
	void nothingElseIsNearFieldsWrittenOften(String type, String level) throws Exception {
		List<Field> near = new ArrayList<>();
		for (Field hot : fields(forName(level))) {
			assertThat(offset(hot)).as(hot.toString()).isGreaterThanOrEqualTo(LINES);
			near.addAll(fieldsNear(hot, forName(type)));
		}
		assertThat(near).isEmpty();
	}

	private static List<Field> fieldsNear(Field hot, Class<?> type) throws Exception {
		List<Field> near = new ArrayList<>();
		for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
			for (Field other : fields(level)) {
				if (level != hot.getDeclaringClass() && Math.abs(offset(other) - offset(hot)) < LINES) {
					near.add(other);
				}
			}
		}
		return near;
	}

	private static Class<?> forName(String name) throws ClassNotFoundException {
		return Class.forName(PaddingTests.class.getPackageName() + "." + name);
	}

	private static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Field field : type.getDeclaredFields()) {
			boolean padding = field.getName().matches("[pqr]\\d\\d|hole|unused");
			if (!Modifier.isStatic(field.getModifiers()) && !padding && !field.isSynthetic()) {
				fields.add(field);
			}
		}
		return fields;
	}

	/** By reflection, since a mention of this class is a warning. */
	private static long offset(Field field) throws Exception {
		Class<?> type = Class.forName("sun.misc.Unsafe");
		Field instance = type.getDeclaredField("theUnsafe");
		instance.setAccessible(true);
		return (Long) type.getMethod("objectFieldOffset", Field.class).invoke(instance.get(null), field);
	}

}
