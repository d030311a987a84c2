package io.heddle.activity;

/**
 * Hears of errors after which the JVM may not be what it was: out of memory, an internal
 * error. They are dealt with like any failure besides. A stack overflow is none of them.
 * <p>
 * Called in the thread that has failed, without any lock held; what it throws is logged.
 */
@FunctionalInterface
public interface FatalErrorHandler {

	/**
	 * Reacts to the error, for example by ending the JVM.
	 * @param where what has failed, in words
	 */
	void handle(VirtualMachineError error, String where);

	/** Calls the handler if that is such an error. */
	default void handleIfFatal(Throwable failure, String where) {
		if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
			FatalErrors.tell(this, error, where);
		}
	}

	/** Logs the error, and what can be done about it. */
	static FatalErrorHandler logging() {
		return FatalErrors.LOGGING;
	}

}
