package io.heddle.autoconfigure.diagnostics;

/**
 * Mistakes about single values.
 */
public final class ValueMistakes {

	private ValueMistakes() {
	}

	/** A value is out of its range. */
	public static StartupMistakeException invalidValue(String property, Object value, String requirement) {
		return new StartupMistakeException("'%s' must be %s but was %s.".formatted(property, requirement, value),
				"Set '%s' to a value that is %s, or remove it.".formatted(property, requirement));
	}

	/** The JDK has no virtual threads. */
	public static StartupMistakeException noVirtualThreads(String property, int java) {
		return new StartupMistakeException(
				"'%s' is 'virtual', but virtual threads need Java 21 or newer and this is Java %d.".formatted(property,
						java),
				"Set '%s' to 'platform', or run the application on a newer Java.".formatted(property));
	}

}
