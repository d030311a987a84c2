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

	/** Waits before another child is started, or for a thread that is stuck. */
	RESTING,

	/** Has ended. */
	ENDED;

	/** Whether it can run a task, or does. */
	boolean isReady() {
		return this == IDLE || this == BUSY;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
