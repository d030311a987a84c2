package io.heddle.pipeline;

import java.util.List;
import java.util.Locale;

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
			String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
			return words[words.length - 1];
		}
		return StringUtils.uncapitalize(stageClass.getSimpleName());
	}

	private static boolean isTaken(String name, List<StageSpec> taken) {
		return taken.stream().anyMatch((spec) -> spec.name().equals(name));
	}

}
