package io.heddle.background;

/**
 * What becomes of a task for which a manager has no place.
 */
public enum Overflow {

	/**
	 * The caller waits for a place. A task of the same manager would wait for itself, so
	 * it runs the new one at once, as with {@link #CALLER_RUNS}.
	 */
	BLOCK,

	/** The caller gets a {@link java.util.concurrent.RejectedExecutionException}. */
	REJECT,

	/**
	 * The caller runs the task itself before it gets the handle. For a task that returns
	 * a future it waits as with {@link #BLOCK}: that would hold a place beyond the bound.
	 */
	CALLER_RUNS

}
