package io.heddle.buffer;

/**
 * The fields that the consumer writes with each item or run, on lines of their own.
 */
abstract class RingInletFields extends Padding {

	/** The next item to hand out. */
	int position;

	/** The next item with which credits are given back; the last of the run is one. */
	int mark;

	/** The end of the run. */
	int end;

	/** How many items of the run have given their credits back. */
	int credited;

	/** How many items are handed out until credits are given back. */
	int group;

	/** The lane that was looked at last. */
	int cursor;

	/** Looks for a run until its array is made anew. */
	int runsLeft;

	int unused;

}
