package io.heddle.pipeline;

import io.heddle.activity.ActivityState;

/**
 * The states of a pipeline: <pre>
 * CREATED ─▶ RUNNING ◀─▶ PAUSED
 *               │           │
 *               ├───────────┴─▶ STOPPING ─┐
 *               ▼                         ▼
 *          ENDED | FAILED  ◀──────────────┘
 *               └──────▶ RUNNING (started again)
 * </pre>
 */
public enum PipelineState {

	/** Built, and never started. */
	CREATED,

	/** Its threads are at work. */
	RUNNING,

	/** Each thread waits at its next item boundary. */
	PAUSED,

	/** No new item is produced; what was accepted drains. */
	STOPPING,

	/** All threads have ended, or were left behind by a stop, and nothing failed. */
	ENDED,

	/** All threads have ended, or were left behind, after a failure. */
	FAILED;

	boolean canBecome(PipelineState next) {
		return switch (this) {
			case CREATED, ENDED, FAILED -> next == RUNNING;
			case RUNNING -> next == PAUSED || next == STOPPING || next == ENDED || next == FAILED;
			case PAUSED -> next == RUNNING || next == STOPPING || next == ENDED || next == FAILED;
			case STOPPING -> next == ENDED || next == FAILED;
		};
	}

	/** Whether threads may be at work. */
	public boolean isActive() {
		return this == RUNNING || this == PAUSED || this == STOPPING;
	}

	/** The state as all rooms share it. */
	public ActivityState toActivityState() {
		return (this == CREATED) ? ActivityState.NEW : ActivityState.valueOf(name());
	}

}
