package io.heddle.generator;

import java.lang.ref.Cleaner;

/**
 * Does what is left to do when nobody holds an object any more.
 */
final class Garbage {

	/** Its thread belongs to the JDK and ends with this class. */
	private static final Cleaner cleaner = Cleaner.create();

	private Garbage() {
	}

	/**
	 * Registers an object.
	 * @param action never blocks, and does not hold the object
	 */
	static void whenAbandoned(Object object, Runnable action) {
		cleaner.register(object, action);
	}

}
