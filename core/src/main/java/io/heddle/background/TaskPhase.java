package io.heddle.background;

/**
 * The state of a task as its manager needs it, finer than {@link ExecutionState} where
 * somebody has to win: <pre>
 * CREATED ─┬▶ RUNNING ─┬─────────────────────────────┬▶ RETURNED ──┬▶ FINISHING ─▶ CLOSED
 *          │           │                             ├▶ EXCEPTION ─┘
 *          │           ├▶ AWAITING ─▶ ENDING ────────┤
 *          │           └▶ INTERRUPTING ─▶ CANCELLED ─┤
 *          └▶ REFUSED ───────────────────────────────┘
 * </pre> The thread that runs the function writes the outcome, while the task is
 * {@code RUNNING} or when it finds it {@code CANCELLED}; else it is written by whoever
 * has moved the task to {@code REFUSED} or {@code ENDING}, and only there.
 */
enum TaskPhase {

	CREATED(ExecutionState.CREATED),

	/** Will never run; the outcome is being written. */
	REFUSED(ExecutionState.CREATED),

	RUNNING(ExecutionState.RUNNING),

	/** The function has returned a future; nobody runs the task. */
	AWAITING(ExecutionState.RUNNING),

	/** That future is complete or was cancelled; the outcome is being written. */
	ENDING(ExecutionState.RUNNING),

	/** Cancelled while it runs; its thread is being interrupted. */
	INTERRUPTING(ExecutionState.RUNNING),

	/** Cancelled while it runs, and interrupted. */
	CANCELLED(ExecutionState.RUNNING),

	RETURNED(ExecutionState.RETURNED),

	EXCEPTION(ExecutionState.EXCEPTION),

	FINISHING(ExecutionState.FINISHING),

	CLOSED(ExecutionState.CLOSED);

	private final ExecutionState state;

	TaskPhase(ExecutionState state) {
		this.state = state;
	}

	ExecutionState state() {
		return this.state;
	}

	boolean canBecome(TaskPhase next) {
		return switch (this) {
			case CREATED -> next == RUNNING || next == REFUSED;
			case REFUSED, CANCELLED -> next == EXCEPTION;
			case RUNNING -> next == RETURNED || next == EXCEPTION || next == INTERRUPTING || next == AWAITING;
			case AWAITING -> next == ENDING;
			case ENDING -> next == RETURNED || next == EXCEPTION;
			case INTERRUPTING -> next == CANCELLED;
			case RETURNED, EXCEPTION -> next == FINISHING;
			case FINISHING -> next == CLOSED;
			case CLOSED -> false;
		};
	}

}
