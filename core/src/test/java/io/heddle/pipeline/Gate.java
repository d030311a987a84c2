package io.heddle.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the threads that enter until a test opens it.
 */
final class Gate {

	private final CountDownLatch entered;

	private final CountDownLatch opened = new CountDownLatch(1);

	Gate() {
		this(1);
	}

	/** A gate that waits for that many entries in {@link #awaitEntered()}. */
	Gate(int entries) {
		this.entered = new CountDownLatch(entries);
	}

	/** Waits until it is open; an interrupt is let through. */
	void enter() throws InterruptedException {
		this.entered.countDown();
		this.opened.await();
	}

	/** Waits until it is open, whatever interrupts. */
	void enterStubbornly() {
		this.entered.countDown();
		boolean interrupted = false;
		while (this.opened.getCount() > 0) {
			try {
				this.opened.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	void awaitEntered() throws InterruptedException {
		if (!this.entered.await(10, TimeUnit.SECONDS)) {
			throw new AssertionError("Nobody entered the gate");
		}
	}

	void open() {
		this.opened.countDown();
	}

}
