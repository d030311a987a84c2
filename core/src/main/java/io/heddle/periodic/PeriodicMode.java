package io.heddle.periodic;

/**
 * From where the time until the next execution is counted.
 */
public enum PeriodicMode {

	/**
	 * From the actual beginning of the last one. The time that an execution takes is
	 * compensated, lateness is not: it adds up as {@link ThreadedObject#getAccDelay()}.
	 */
	ORIGINAL,

	/**
	 * From a grid that begins with the start, so that lateness does not add up. Points of
	 * the grid that have passed meanwhile are skipped, see {@link CatchUp}.
	 */
	FIXED_RATE,

	/** From the end of the last one. */
	FIXED_DELAY,

	/** By a cron expression, that is by the clock on the wall. */
	CRON

}
