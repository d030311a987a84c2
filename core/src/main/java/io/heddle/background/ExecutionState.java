package io.heddle.background;

/**
 * How far a task has come: <pre>
 * CREATED ─▶ RUNNING ─┬▶ RETURNED  ─┬▶ FINISHING ─▶ CLOSED
 *      │              └▶ EXCEPTION ─┤
 *      └───────────────▶ EXCEPTION ─┘
 * </pre> A task goes from {@code CREATED} to {@code EXCEPTION} if it was cancelled before
 * it ran, or could have no thread. Every task ends in {@code CLOSED}.
 */
public enum ExecutionState {

	/** Accepted, and not begun. */
	CREATED,

	/** The function runs, or the future that it has returned is not complete yet. */
	RUNNING,

	/** The function has returned a result; {@code onSuccess} runs. */
	RETURNED,

	/** The function has failed or was cancelled; {@code onFail} runs. */
	EXCEPTION,

	/** {@code onEnd} runs. */
	FINISHING,

	/** Everything is over. */
	CLOSED;

	boolean canBecome(ExecutionState next) {
		return switch (this) {
			case CREATED -> next == RUNNING || next == EXCEPTION;
			case RUNNING -> next == RETURNED || next == EXCEPTION;
			case RETURNED, EXCEPTION -> next == FINISHING;
			case FINISHING -> next == CLOSED;
			case CLOSED -> false;
		};
	}

	/** Whether the function has ended, so that there is a result or an exception. */
	boolean hasEnded() {
		return compareTo(RETURNED) >= 0;
	}

}
