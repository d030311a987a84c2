package io.heddle.worker;

import org.jspecify.annotations.Nullable;

/**
 * What the exit code of a child means.
 */
final class ExitCode {

	/** Of a JVM whose heap was exhausted. */
	static final int OUT_OF_MEMORY = 3;

	private static final int SIGNAL = 128;

	private ExitCode() {
	}

	static String describe(String what, long pid, int code, @Nullable Exception problem) {
		String why = (problem instanceof FrameException)
				? "%s was lost with its child (pid %d), which was killed: %s".formatted(what, pid, problem.getMessage())
				: "%s was lost with its child (pid %d), which has ended with exit code %d".formatted(what, pid, code);
		return why + meaning(code, problem);
	}

	private static String meaning(int code, @Nullable Exception problem) {
		if (problem instanceof FrameException) {
			return "";
		}
		if (code == OUT_OF_MEMORY) {
			return ", as after an OutOfMemoryError: raise 'heap'";
		}
		return (code > SIGNAL) ? ": killed by signal %d".formatted(code - SIGNAL) : "";
	}

}
