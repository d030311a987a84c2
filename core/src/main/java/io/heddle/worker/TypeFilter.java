package io.heddle.worker;

import java.io.ObjectInputFilter;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Looks at each class and each length before an object is made of it; for one stream.
 * Remembers what it has refused, which the JDK does not say.
 */
final class TypeFilter implements ObjectInputFilter {

	/**
	 * So deep may objects lie in each other: far less than what makes hashing explode.
	 */
	static final int MAX_DEPTH = 16;

	static final int MAX_REFERENCES = 1_000_000;

	/** For what has few elements, and room for more. */
	private static final long LEAST_BYTES = 1024;

	/**
	 * Arrays have no more elements than were sent, but hash tables have up to eight
	 * places for an entry, which takes six bytes at least.
	 */
	private static final int FACTOR = 2;

	/** The least that an element takes in the stream, if that is more than one byte. */
	private static final Map<Class<?>, Integer> BYTES = Map.of(short.class, Short.BYTES, char.class, Character.BYTES,
			int.class, Integer.BYTES, float.class, Float.BYTES, long.class, Long.BYTES, double.class, Double.BYTES);

	private final AllowedTypes types;

	/** The most that all arrays together may take at least. */
	private final long maxBytes;

	/**
	 * What those take at least that were announced so far: arrays that lie in each other
	 * are made before the elements of any of them are there.
	 */
	private long announced;

	private @Nullable String refusal;

	TypeFilter(AllowedTypes types, long bytes) {
		this.types = types;
		this.maxBytes = Math.max(LEAST_BYTES, FACTOR * bytes);
	}

	/** What was refused, in words. */
	@Nullable String refusal() {
		return this.refusal;
	}

	@Override
	public Status checkInput(FilterInfo info) {
		if (info.depth() > MAX_DEPTH) {
			return refuse("objects lie in each other more than %d deep".formatted(MAX_DEPTH));
		}
		if (info.references() > MAX_REFERENCES) {
			return refuse("there are more than %d objects".formatted(MAX_REFERENCES));
		}
		Class<?> type = info.serialClass();
		this.announced += bytesOf(info.arrayLength(), type);
		if (this.announced > this.maxBytes) {
			return refuse("arrays of %d bytes are more than what was sent".formatted(this.announced));
		}
		if (type == null) {
			return Status.UNDECIDED;
		}
		return this.types.allows(type) ? Status.ALLOWED : refuse(AllowedTypes.refusal(type));
	}

	private static long bytesOf(long length, @Nullable Class<?> type) {
		Class<?> element = (type != null) ? type.getComponentType() : null;
		return Math.max(0, length) * ((element != null) ? BYTES.getOrDefault(element, 1) : 1);
	}

	private Status refuse(String why) {
		this.refusal = why;
		return Status.REJECTED;
	}

}
