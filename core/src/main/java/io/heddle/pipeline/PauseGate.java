package io.heddle.pipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where the threads of a pipeline wait during a pause.
 */
final class PauseGate {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition opened = this.lock.newCondition();

	/**
	 * Waits while the condition holds; it is looked at again after each {@link #open()}.
	 */
	void await(BooleanSupplier closed) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (closed.getAsBoolean()) {
				this.opened.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Makes all threads that wait look again. */
	void open() {
		this.lock.lock();
		try {
			this.opened.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
