package io.heddle.enrich;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether tasks of a run are begun. Thread-safe.
 */
final class RunSwitch {

	private final boolean failFast;

	private final AtomicReference<State> state = new AtomicReference<>(State.ON);

	RunSwitch(boolean failFast) {
		this.failFast = failFast;
	}

	boolean isOn() {
		return this.state.get() == State.ON;
	}

	boolean isStopped() {
		return Objects.requireNonNull(this.state.get()).compareTo(State.STOPPED) >= 0;
	}

	boolean isForced() {
		return this.state.get() == State.FORCED;
	}

	/** A task has failed. */
	void failed() {
		if (this.failFast) {
			advance(State.FAILED);
		}
	}

	/** Somebody wants the run to end after the tasks that are under way. */
	void stop() {
		advance(State.STOPPED);
	}

	/** Somebody wants it to end now. */
	void force() {
		advance(State.FORCED);
	}

	private void advance(State next) {
		this.state.updateAndGet((present) -> (next.compareTo(present) > 0) ? next : present);
	}

	/**
	 * The states; it goes only forward.
	 */
	private enum State {

		ON, FAILED, STOPPED, FORCED

	}

}
