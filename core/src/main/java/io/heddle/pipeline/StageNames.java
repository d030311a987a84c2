package io.heddle.pipeline;

import java.lang.reflect.Proxy;
import java.util.List;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Names for stages that were given none.
 */
final class StageNames {

	private StageNames() {
	}

	/** A name that none of the stages so far has. */
	static String defaultName(StageKind kind, Class<?> stageClass, List<StageSpec> taken) {
		String base = base(kind, stageClass);
		String name = base;
		for (int number = 2; isTaken(name, taken); number++) {
			name = base + number;
		}
		return name;
	}

	/** A class is called as a bean of it would be by default. */
	private static String base(StageKind kind, Class<?> stageClass) {
		Class<?> written = ClassUtils.getUserClass(stageClass);
		if (hasNoName(written)) {
			return switch (kind) {
				case FRONTEND -> "frontend";
				case TRANSPORT, FLAT_TRANSPORT -> "transport";
				case BACKEND, BATCH_BACKEND -> "backend";
			};
		}
		return StringUtils.uncapitalizeAsProperty(written.getSimpleName());
	}

	/** Whether the class is one of a lambda or a proxy, or anonymous. */
	private static boolean hasNoName(Class<?> type) {
		return type.isSynthetic() || type.isHidden() || type.isAnonymousClass() || Proxy.isProxyClass(type);
	}

	private static boolean isTaken(String name, List<StageSpec> taken) {
		return taken.stream().anyMatch((spec) -> spec.name().equals(name));
	}

}
