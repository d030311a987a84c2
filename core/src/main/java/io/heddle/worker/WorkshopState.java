package io.heddle.worker;

import io.heddle.activity.ActivityState;

/**
 * The states of a worker.
 */
enum WorkshopState {

	/** Never started; jobs may be put. */
	NEW(ActivityState.NEW),

	/** Does what is put. */
	RUNNING(ActivityState.RUNNING),

	/** Accepts nothing, and does what waits. */
	DRAINING(ActivityState.STOPPING),

	/** Accepts nothing, and ends what it is at. */
	STOPPING(ActivityState.STOPPING),

	/** Does nothing; may be started again. */
	STOPPED(ActivityState.ENDED);

	private final ActivityState activity;

	WorkshopState(ActivityState activity) {
		this.activity = activity;
	}

	/** The same as all rooms see it. */
	ActivityState toActivityState() {
		return this.activity;
	}

	boolean accepts() {
		return this == NEW || this == RUNNING;
	}

	boolean isEnding() {
		return this == DRAINING || this == STOPPING;
	}

	/** Whether a job that waits is begun. */
	boolean begins() {
		return this == RUNNING || this == DRAINING;
	}

	boolean canBecome(WorkshopState next) {
		return switch (next) {
			case NEW -> false;
			case RUNNING -> this != RUNNING;
			case DRAINING -> this == RUNNING;
			case STOPPING -> this != STOPPING && this != STOPPED;
			case STOPPED -> isEnding();
		};
	}

}
