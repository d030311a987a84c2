package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The free places of a buffer, one credit each, and the producers that wait for some.
 * <p>
 * A producer that found none waits until at least {@link #threshold} are free, so that it
 * then goes on for a while: one wake-up buys many items. No signal is missed: a giver
 * first adds and then looks for waiting producers, a producer first enlists and then
 * looks for credits, with a full fence in between on both sides.
 */
final class Credits extends CreditsFields {

	private static final VarHandle FREE;

	static {
		try {
			FREE = MethodHandles.lookup().findVarHandle(CreditsFields.class, "free", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	private final Signal signal;

	private final WaitStrategy waits;

	private final int threshold;

	private final ReentrantLock lock = new ReentrantLock();

	/** Producers that wait, longest first; guarded by the lock. */
	private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

	/** The size of {@link #waiters}; written under the lock. */
	private volatile int waiting;

	Credits(int capacity, Signal signal, WaitStrategy waits) {
		FREE.setVolatile(this, capacity);
		this.signal = signal;
		this.waits = waits;
		this.threshold = Math.max(1, capacity / 4);
	}

	int free() {
		return (int) FREE.getVolatile(this);
	}

	/** Takes at most that many; returns how many, 0 when none is free. Never waits. */
	int tryTake(int max) {
		while (true) {
			int free = free();
			int count = Math.min(free, max);
			if (count == 0 || FREE.weakCompareAndSet(this, free, free - count)) {
				return count;
			}
		}
	}

	/** Gives credits back and wakes a producer when enough are free. */
	void give(int count) {
		int free = (int) FREE.getAndAdd(this, count) + count;
		if (free >= this.threshold && this.waiting > 0) {
			wakeOne();
		}
	}

	/**
	 * Takes at least one and at most {@code max}, once enough are free.
	 * @throws StoppedException if items are refused
	 */
	int take(int max, WaitClock clock) throws InterruptedException {
		clock.begin();
		try {
			int count = spin(max);
			return (count > 0) ? count : await(max);
		}
		finally {
			clock.end();
		}
	}

	private int spin(int max) {
		for (int round = 0; round < this.waits.rounds(); round++) {
			this.waits.pause(round);
			int count = tryTakeMany(max);
			if (count > 0) {
				return count;
			}
		}
		return 0;
	}

	private int await(int max) throws InterruptedException {
		Waiter me = new Waiter(Thread.currentThread());
		enlist(me);
		try {
			while (true) {
				me.signalled = false;
				int count = tryTakeMany(max);
				if (count > 0) {
					return count;
				}
				this.waits.park(this);
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
			}
		}
		finally {
			delist(me);
		}
	}

	private int tryTakeMany(int max) {
		if (this.signal.isRefusingNow()) {
			throw Buffer.refused();
		}
		return (free() >= this.threshold) ? tryTake(max) : 0;
	}

	private void enlist(Waiter waiter) {
		this.lock.lock();
		try {
			this.waiters.addLast(waiter);
			this.waiting = this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Leaves, and passes on a signal that this producer had no use for. */
	private void delist(Waiter waiter) {
		this.lock.lock();
		try {
			this.waiters.remove(waiter);
			this.waiting = this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
		if (this.waiting > 0 && free() >= this.threshold) {
			wakeOne();
		}
	}

	private void wakeOne() {
		this.lock.lock();
		try {
			Waiter first = this.waiters.peekFirst();
			if (first != null) {
				wake(first);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wakes all waiting producers, after items are refused. */
	void wakeAll() {
		this.lock.lock();
		try {
			this.waiters.forEach(this::wake);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wakes a producer once for each time it has looked: a flag that is still set means
	 * that its thread has a permit and will look again.
	 */
	private void wake(Waiter waiter) {
		if (!waiter.signalled) {
			waiter.signalled = true;
			this.waits.unpark(waiter.thread);
		}
	}

	/** A waiting producer. */
	private static final class Waiter {

		private final Thread thread;

		/** Set under the lock, cleared by the thread before it looks. */
		private volatile boolean signalled;

		Waiter(Thread thread) {
			this.thread = thread;
		}

	}

}

abstract class CreditsFields extends Padding {

	int free;

	int unused;

}
