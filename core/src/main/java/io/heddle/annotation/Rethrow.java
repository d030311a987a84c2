package io.heddle.annotation;

/**
 * Throws what a user's method has thrown, the very object, checked or not.
 */
final class Rethrow {

	private Rethrow() {
	}

	static RuntimeException asIs(Throwable failure) {
		throw Rethrow.<RuntimeException>unchecked(failure);
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <E extends Throwable> E unchecked(Throwable failure) throws E {
		throw (E) failure;
	}

}
