package io.heddle.worker;

import java.util.Locale;

/**
 * What a {@link Doer} does at the moment, for display.
 */
enum DoerState {

	/** A child is being started. */
	STARTING,

	/** Waits for something to do. */
	IDLE,

	/** Runs a task. */
	BUSY,

	/** Waits before another child is started. */
	RESTING,

	/** Has ended. */
	ENDED;

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
