package io.heddle.pipeline;

import java.util.List;

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

	private static String base(StageKind kind, Class<?> stageClass) {
		if (stageClass.isSynthetic() || stageClass.isHidden() || stageClass.isAnonymousClass()) {
			return switch (kind) {
				case FRONTEND -> "frontend";
				case TRANSPORT, FLAT_TRANSPORT -> "transport";
				case BACKEND, BATCH_BACKEND -> "backend";
			};
		}
		return StringUtils.uncapitalize(stageClass.getSimpleName());
	}

	private static boolean isTaken(String name, List<StageSpec> taken) {
		return taken.stream().anyMatch((spec) -> spec.name().equals(name));
	}

}
