package io.heddle.dict;

/**
 * Something with a time at which it is due, and the place where it waits for that. The
 * lock of whoever waits guards it.
 */
abstract class Timed {

	/** It waits nowhere. */
	static final short NOWHERE = -1;

	/** It is due and stands in a {@link DueLine}. */
	static final short IN_LINE = -2;

	/** By the clock of a {@link io.heddle.time.Ticker}. */
	long dueNanos;

	/** Its index at its place. */
	int index;

	/** A bucket of a {@link KeyWheel}, or one of the above. */
	short place = NOWHERE;

}
