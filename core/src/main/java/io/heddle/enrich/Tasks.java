package io.heddle.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * Tasks are added, and the end is declared, under the lock: a task that is added is
 * either counted before the end, which then is none, or refused. Tasks are taken without
 * it; a worker that finds none looks again under the lock before it waits.
 */
final class Tasks<T> implements TaskQueue<T> {

	private final String enricher;

	/** Holds all tasks of its user, who has them anyway; added to under the lock. */
	private final Queue<T> queue = new ConcurrentLinkedQueue<>();

	/** Waiting or under way; grows under the lock. */
	private final AtomicLong left = new AtomicLong();

	/** Grows under the lock. */
	private final AtomicLong added = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition more = this.lock.newCondition();

	/** Who waits for the end. */
	private final Thread caller = Thread.currentThread();

	/** Workers that wait; guarded by the lock. */
	private int idle;

	/** Written under the lock. */
	private volatile Phase phase = Phase.FILLING;

	Tasks(String enricher) {
		this.enricher = enricher;
	}

	String enricher() {
		return this.enricher;
	}

	@Override
	public void put(T task) {
		Objects.requireNonNull(task, "'task' must not be null");
		Assert.state(tryPut(task),
				() -> "A task of enricher '%s' comes too late: the run has ended".formatted(this.enricher));
	}

	private boolean tryPut(T task) {
		this.lock.lock();
		try {
			if (this.phase == Phase.OVER) {
				return false;
			}
			this.added.getAndIncrement();
			this.left.getAndIncrement();
			this.queue.add(task);
			if (this.idle > 0) {
				this.more.signal();
			}
			return true;
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
		this.lock.lock();
		try {
			this.phase = (this.left.get() > 0) ? Phase.WORKING : Phase.OVER;
			return this.phase == Phase.WORKING;
		}
		finally {
			this.lock.unlock();
		}
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
		this.idle++;
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
			this.idle--;
			this.lock.unlock();
		}
	}

	/** A task that was taken has been dealt with. */
	void done() {
		if (this.left.decrementAndGet() == 0) {
			endIfDone();
		}
	}

	/** One may have come meanwhile. */
	private void endIfDone() {
		this.lock.lock();
		try {
			if (this.left.get() == 0) {
				end();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes no more tasks, and lets nobody wait any more.
	 * @return those that nobody has taken
	 */
	List<T> close() {
		this.lock.lock();
		try {
			end();
			List<T> rest = new ArrayList<>();
			for (T task = this.queue.poll(); task != null; task = this.queue.poll()) {
				rest.add(task);
			}
			return rest;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Under the lock. */
	private void end() {
		this.phase = Phase.OVER;
		this.more.signalAll();
		LockSupport.unpark(this.caller);
	}

	/** Makes whoever waits for the end look again. */
	void wakeCaller() {
		LockSupport.unpark(this.caller);
	}

	/** Whether that is the thread of whoever waits for the end. */
	boolean isCaller(Thread thread) {
		return thread == this.caller;
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
