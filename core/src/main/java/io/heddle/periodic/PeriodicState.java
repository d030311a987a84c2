package io.heddle.periodic;

import io.heddle.activity.ActivityState;

/**
 * The states of a {@link ThreadedObject}.
 */
enum PeriodicState {

	/** Never started. */
	NEW(ActivityState.NEW),

	/** Executes its target time after time. */
	STARTED(ActivityState.RUNNING),

	/** Stopped, while an execution goes on. */
	STOPPING(ActivityState.STOPPING),

	/** Stopped; may be started again. */
	STOPPED(ActivityState.ENDED),

	/** Killed, while an execution goes on. */
	DYING(ActivityState.STOPPING),

	/** Killed; never to be started again. */
	DEAD(ActivityState.ENDED);

	private final ActivityState activity;

	PeriodicState(ActivityState activity) {
		this.activity = activity;
	}

	/** The same as all rooms see it. */
	ActivityState toActivityState() {
		return this.activity;
	}

	boolean isAlive() {
		return this != DYING && this != DEAD;
	}

	boolean canBecome(PeriodicState next) {
		return switch (next) {
			case NEW -> false;
			case STARTED -> this == NEW || this == STOPPING || this == STOPPED;
			case STOPPING -> this == STARTED;
			case STOPPED -> this == STOPPING;
			case DYING -> isAlive();
			case DEAD -> this == DYING;
		};
	}

}
