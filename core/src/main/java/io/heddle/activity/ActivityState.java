package io.heddle.activity;

/**
 * The state of an activity as all rooms share it; a room may have a finer one.
 */
public enum ActivityState {

	/** Made, and never started. */
	NEW,

	/** At work, or ready for it. */
	RUNNING,

	/** Held at the next boundary until it is resumed. */
	PAUSED,

	/** Asked to stop; what was accepted is being finished. */
	STOPPING,

	/** Ended without a failure; may be started again. */
	ENDED,

	/** Ended by a failure; may be started again. */
	FAILED;

	/** Whether threads may be at work. */
	public boolean isActive() {
		return this == RUNNING || this == PAUSED || this == STOPPING;
	}

}
