package io.heddle.pipeline;

/**
 * Throws what was caught, whatever it is.
 */
final class Rethrow {

	private Rethrow() {
	}

	/** Returns an exception to throw, or throws it as the error it is. */
	static Exception asException(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (Exception) failure;
	}

}
