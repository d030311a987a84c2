package io.heddle.enrich;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The tasks of one run: how many are to be done still, waiting or under way, is counted,
 * so the end is known at once and no worker goes before it.
 * <p>
 * A worker that finds none says that it is idle and looks again, under the lock; whoever
 * adds one first adds it and then looks whether somebody is idle. Both the count of the
 * idle and the queue are volatile, so one of the two sees the other.
 */
final class Tasks<T> implements TaskQueue<T> {

	private final String enricher;

	/** Holds all tasks of its user, who has them anyway. */
	private final Queue<T> queue = new ConcurrentLinkedQueue<>();

	/** Waiting or under way. */
	private final AtomicLong left = new AtomicLong();

	private final AtomicLong added = new AtomicLong();

	private final AtomicInteger idle = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition more = this.lock.newCondition();

	/** Who waits for the end. */
	private final Thread caller = Thread.currentThread();

	private volatile Phase phase = Phase.FILLING;

	Tasks(String enricher) {
		this.enricher = enricher;
	}

	@Override
	public void put(T task) {
		Objects.requireNonNull(task, "'task' must not be null");
		boolean late = this.left.getAndIncrement() == 0 && this.phase != Phase.FILLING;
		if (late || this.phase == Phase.OVER) {
			this.left.getAndDecrement();
		}
		Assert.state(!late && this.phase != Phase.OVER,
				() -> "A task of enricher '%s' comes too late: the run has ended".formatted(this.enricher));
		this.added.getAndIncrement();
		this.queue.add(task);
		if (this.idle.get() > 0) {
			wakeOne();
		}
	}

	private void wakeOne() {
		this.lock.lock();
		try {
			this.more.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends the time before the workers begin.
	 * @return whether there is something to do
	 */
	boolean begin() {
		this.phase = Phase.WORKING;
		return this.left.get() > 0;
	}

	/**
	 * Takes the next task, {@code null} if there will be none any more. <b>Blocks</b>
	 * while others are under way, which may add some.
	 */
	@Nullable T take() {
		T task = this.queue.poll();
		return (task != null) ? task : await();
	}

	private @Nullable T await() {
		this.lock.lock();
		this.idle.getAndIncrement();
		try {
			while (this.phase != Phase.OVER) {
				T task = this.queue.poll();
				if (task != null) {
					return task;
				}
				this.more.awaitUninterruptibly();
			}
			return null;
		}
		finally {
			this.idle.getAndDecrement();
			this.lock.unlock();
		}
	}

	/** A task that was taken has been dealt with. */
	void done() {
		if (this.left.decrementAndGet() == 0) {
			end();
		}
	}

	/** Lets nobody wait any more, and whoever waits for the end go on. */
	void end() {
		this.lock.lock();
		try {
			this.phase = Phase.OVER;
			this.more.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		LockSupport.unpark(this.caller);
	}

	/** Makes whoever waits for the end look again. */
	void wakeCaller() {
		LockSupport.unpark(this.caller);
	}

	boolean isOver() {
		return this.phase == Phase.OVER;
	}

	/** How many are waiting or under way. */
	long left() {
		return this.left.get();
	}

	long added() {
		return this.added.get();
	}

	/**
	 * What becomes of the tasks of a run; it goes only forward.
	 */
	private enum Phase {

		FILLING, WORKING, OVER

	}

}
