package io.heddle.generator;

import io.heddle.activity.ActivityState;

/**
 * The states of a {@link BackgroundGenerator}.
 */
enum GeneratorState {

	/** Produces, or waits for its consumer. */
	PRODUCING(ActivityState.RUNNING),

	/** Has produced all; items may be left to take. */
	ENDED(ActivityState.ENDED),

	/** Its source has failed; items may be left to take. */
	FAILED(ActivityState.FAILED),

	/** Closed before its end, while its thread goes on. */
	CLOSING(ActivityState.STOPPING),

	/** Closed before its end. */
	CLOSED(ActivityState.ENDED);

	private final ActivityState activity;

	GeneratorState(ActivityState activity) {
		this.activity = activity;
	}

	/** The same as all rooms see it. */
	ActivityState toActivityState() {
		return this.activity;
	}

	/** Whether items that are left are not to be had any more. */
	boolean isClosed() {
		return this == CLOSING || this == CLOSED;
	}

	boolean canBecome(GeneratorState next) {
		return switch (next) {
			case PRODUCING -> false;
			case ENDED, FAILED, CLOSING -> this == PRODUCING;
			case CLOSED -> this == CLOSING || this == ENDED || this == FAILED;
		};
	}

}
