package io.heddle.generator;

/**
 * Tells the caller what a thread in the background has thrown, where that was a checked
 * exception, or that the caller was interrupted while it waited; its cause is that
 * exception. What is unchecked is thrown itself.
 */
public class MultiThreadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public MultiThreadException(String message, Throwable cause) {
		super(message, cause);
	}

	/** After an interrupt, whose flag is set again. */
	static MultiThreadException interrupted(String what, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new MultiThreadException("Interrupted while waiting for " + what, cause);
	}

}
