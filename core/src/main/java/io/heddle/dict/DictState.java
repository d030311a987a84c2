package io.heddle.dict;

import io.heddle.activity.ActivityState;

/**
 * The states of a {@link ThreadDict}. They are about its refreshing; the map can be used
 * in all of them.
 */
enum DictState {

	/** Never started. */
	NEW(ActivityState.NEW),

	/** Reads what is due. */
	STARTED(ActivityState.RUNNING),

	/** Stopped, while a read goes on. */
	STOPPING(ActivityState.STOPPING),

	/** Stopped; may be started again. */
	STOPPED(ActivityState.ENDED),

	/** Closed, while a read goes on. */
	CLOSING(ActivityState.STOPPING),

	/** Closed; never to be started again. */
	CLOSED(ActivityState.ENDED);

	private final ActivityState activity;

	DictState(ActivityState activity) {
		this.activity = activity;
	}

	/** The same as all rooms see it. */
	ActivityState toActivityState() {
		return this.activity;
	}

	boolean isClosed() {
		return this == CLOSING || this == CLOSED;
	}

	boolean canBecome(DictState next) {
		return switch (next) {
			case NEW -> false;
			case STARTED -> this == NEW || this == STOPPING || this == STOPPED;
			case STOPPING -> this == STARTED;
			case STOPPED -> this == STOPPING;
			case CLOSING -> !isClosed();
			case CLOSED -> this == CLOSING;
		};
	}

}
