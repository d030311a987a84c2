package io.heddle.background;

/**
 * Hears of the tasks of a manager, in the thread of each task and without any lock held.
 * What it throws is logged and goes no further.
 */
public interface TaskListener {

	/** The function is about to run. */
	default void started(ThreadWrapper<?> thread) {
	}

	/** The function has returned; before {@code onSuccess}. */
	default void succeeded(ThreadWrapper<?> thread) {
	}

	/** The function has failed or was cancelled; before {@code onFail}. */
	default void failed(ThreadWrapper<?> thread) {
	}

	/** The task is closed. */
	default void ended(ThreadWrapper<?> thread) {
	}

}
