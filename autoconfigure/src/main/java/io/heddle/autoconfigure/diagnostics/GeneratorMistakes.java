package io.heddle.autoconfigure.diagnostics;

/**
 * Mistakes about generators.
 */
public final class GeneratorMistakes {

	private GeneratorMistakes() {
	}

	/** A generator has the name of another one. */
	public static StartupMistakeException sameName(String generator, String bean) {
		return new StartupMistakeException(
				"The bean '%s' is a generator named '%s', but there is another one of that name.".formatted(bean,
						generator),
				"Pass another name to its builder, or make it by BackgroundGenerators.");
	}

}
