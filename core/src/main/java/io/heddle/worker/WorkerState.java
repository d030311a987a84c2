package io.heddle.worker;

import io.heddle.activity.ActivityState;

/**
 * The states of a {@link WorkerProcess}.
 */
enum WorkerState {

	/** Never started; tasks wait. */
	NEW(ActivityState.NEW),

	/** Runs tasks. */
	STARTED(ActivityState.RUNNING),

	/** Stopped; what was sent before is being done. */
	STOPPING(ActivityState.STOPPING),

	/** Stopped; may be started again. */
	STOPPED(ActivityState.ENDED),

	/** Closed, while something goes on. */
	CLOSING(ActivityState.STOPPING),

	/** Closed; never to be started again. */
	CLOSED(ActivityState.ENDED);

	private final ActivityState activity;

	WorkerState(ActivityState activity) {
		this.activity = activity;
	}

	/** The same as all rooms see it. */
	ActivityState toActivityState() {
		return this.activity;
	}

	boolean isClosed() {
		return this == CLOSING || this == CLOSED;
	}

	/** Whether tasks are accepted. */
	boolean isOpen() {
		return this == NEW || this == STARTED;
	}

	boolean canBecome(WorkerState next) {
		return switch (next) {
			case NEW -> false;
			case STARTED -> this == NEW || this == STOPPED;
			case STOPPING -> this == STARTED;
			case STOPPED -> this == STOPPING;
			case CLOSING -> !isClosed();
			case CLOSED -> this == CLOSING;
		};
	}

}
