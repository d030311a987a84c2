package io.heddle.enrich;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A task under way, and who decides what has become of it: the worker or the one who
 * waits for it.
 */
final class Attempt {

	private final Object task;

	private final long startNanos;

	private final AtomicReference<State> state = new AtomicReference<>(State.DOING);

	Attempt(Object task, long startNanos) {
		this.task = task;
		this.startNanos = startNanos;
	}

	Object task() {
		return this.task;
	}

	long startNanos() {
		return this.startNanos;
	}

	/** The worker goes from doing to saving, unless it is too late. */
	boolean trySave() {
		return this.state.compareAndSet(State.DOING, State.SAVING);
	}

	boolean isSaving() {
		return this.state.get() == State.SAVING;
	}

	/** The worker has done it; false if it has been given up. */
	boolean tryEnd() {
		return this.state.compareAndSet(State.DOING, State.ENDED)
				|| this.state.compareAndSet(State.SAVING, State.ENDED);
	}

	/**
	 * Gives it up, and interrupts the thread.
	 * @return false if it had ended, or was given up before
	 */
	boolean expire(Thread thread) {
		if (this.state.compareAndSet(State.DOING, State.EXPIRING)
				|| this.state.compareAndSet(State.SAVING, State.EXPIRING)) {
			thread.interrupt();
			this.state.set(State.EXPIRED);
			return true;
		}
		return false;
	}

	/** The worker comes back after all; false if another one has taken its place. */
	@SuppressWarnings("Interruption") // it was for the task that was given up
	boolean tryReturn() {
		while (this.state.get() == State.EXPIRING) {
			Thread.onSpinWait();
		}
		Thread.interrupted();
		return this.state.compareAndSet(State.EXPIRED, State.ENDED);
	}

	/** Does not wait for it any more; false if it has ended or was given up before. */
	boolean abandon() {
		return this.state.compareAndSet(State.DOING, State.REPLACED)
				|| this.state.compareAndSet(State.SAVING, State.REPLACED);
	}

	/** Does not wait for the worker any more; false if it has come back. */
	boolean replace() {
		return this.state.compareAndSet(State.EXPIRED, State.REPLACED);
	}

	boolean isExpired() {
		return this.state.get() == State.EXPIRED;
	}

	private enum State {

		DOING, SAVING, ENDED, EXPIRING, EXPIRED, REPLACED

	}

}
