package io.heddle.buffer;

/**
 * Tells code that hands items on that nobody will take them any more. It is the regular
 * way in which a producer learns of a stop, so user code lets it through.
 */
public class StoppedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public StoppedException(String message) {
		super(message);
	}

}
