package io.heddle.buffer;

/**
 * The fields that the consumer writes with each item or run, on lines of their own.
 */
abstract class RingInletFields extends Padding {

	/** The next item to hand out. */
	int position;

	/** Up to where items are handed out without giving credits back. */
	int mark;

	/** The end of the run. */
	int end;

	/**
	 * How many items of the run have given their credits back; negative by the number of
	 * those of the run before that have not.
	 */
	int credited;

	/** How long the next run may be. */
	int runLength = 1;

	/** The lane that was looked at last. */
	int cursor;

	int slip;

	/** Looks for a run until its array is made anew. */
	int runsLeft;

	/** When the run was claimed, 0 before the first. */
	long runBegan;

}
