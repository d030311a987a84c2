package io.heddle.generator;

import java.util.concurrent.atomic.AtomicReference;

/**
 * An interrupt that reaches a thread only while it may be needed: one that comes too late
 * would disturb the thread when it closes its source. Thread-safe.
 */
final class SingleInterrupt {

	private final AtomicReference<State> state = new AtomicReference<>(State.POSSIBLE);

	/** Interrupts the thread unless that has been done or is not wanted any more. */
	void send(Thread thread) {
		if (this.state.compareAndSet(State.POSSIBLE, State.SENDING)) {
			thread.interrupt();
			this.state.set(State.SENT);
		}
	}

	/**
	 * Wants none from now on; one that has been sent is forgotten. By the thread itself.
	 */
	@SuppressWarnings("Interruption") // the thread is ours and knows why it was
										// interrupted
	void refuse() {
		if (!this.state.compareAndSet(State.POSSIBLE, State.REFUSED) && this.state.get() != State.REFUSED) {
			while (this.state.get() == State.SENDING) {
				Thread.onSpinWait();
			}
			Thread.interrupted();
		}
	}

	private enum State {

		POSSIBLE, SENDING, SENT, REFUSED

	}

}
