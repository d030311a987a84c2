package io.heddle.buffer;

/**
 * The states of a buffer: {@code OPEN → CLOSING → CLOSED}, and from each of them to
 * {@code ABORTED}.
 */
enum BufferState {

	/** Takes and gives items. */
	OPEN,

	/** Takes no new producers; ends when those that are there have closed. */
	CLOSING,

	/** Takes no items; consumers end after the last one. */
	CLOSED,

	/** Takes and gives nothing. */
	ABORTED;

	boolean canBecome(BufferState next) {
		return compareTo(next) < 0;
	}

}
