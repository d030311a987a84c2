package io.heddle.worker;

/**
 * There is no value of a key that is fresh enough: it was not read yet, or it is too old.
 */
public class DataExpiredException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public DataExpiredException(String message) {
		super(message);
	}

}
