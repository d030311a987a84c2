package io.heddle.buffer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.time.Deadline;

import org.springframework.util.Assert;

/**
 * A fixed number of places of which everything that is under way holds one: the bound of
 * a room, and the way to wait until it is empty.
 * <p>
 * Thread-safe. Taking a free place and giving one back is one compare-and-set; only who
 * waits, and who wakes one that waits, takes the lock.
 */
public final class Places {

	/** A power of two. */
	private static final int STRIPES = 8;

	/** Two cache lines. */
	private static final int STRIDE = 16;

	private final int capacity;

	/** How many places were ever taken. */
	private final AtomicLong taken = new AtomicLong();

	/**
	 * How many of them were ever given back, in several counts on cache lines of their
	 * own, because many give. No {@code LongAdder}: a count and a look at
	 * {@link #waiting} must not change places.
	 */
	private final AtomicLongArray returned = new AtomicLongArray(STRIPES * STRIDE);

	/**
	 * What {@link #returned} was when somebody last looked, or less, so that those who
	 * take and those who give do not touch the same line all the time.
	 */
	private volatile long seen;

	/** How many threads wait, for a place or for all. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition oneFree = this.lock.newCondition();

	private final Condition allFree = this.lock.newCondition();

	private volatile boolean refusing;

	public Places(int capacity) {
		Assert.isTrue(capacity >= 1, () -> "'capacity' must be at least 1 but was %d".formatted(capacity));
		this.capacity = capacity;
	}

	/** Takes a place if one is free; never blocks. */
	public boolean tryTake() {
		while (!this.refusing) {
			long now = this.taken.get();
			if (now - this.seen >= this.capacity && !look(now)) {
				return false;
			}
			if (this.taken.compareAndSet(now, now + 1)) {
				return true;
			}
		}
		return false;
	}

	/** The sum of the counts; it may miss the latest ones and counts none too early. */
	private long returned() {
		long sum = 0;
		for (int i = 0; i < STRIPES; i++) {
			sum += this.returned.get(i * STRIDE);
		}
		return sum;
	}

	/** Looks how many were given back after so many were taken: is one free? */
	private boolean look(long now) {
		long back = returned();
		this.seen = back;
		return now - back < this.capacity;
	}

	/**
	 * Takes a place. <b>Blocks</b> while none is free.
	 * @return false if places are refused
	 */
	public boolean take() throws InterruptedException {
		if (tryTake()) {
			return true;
		}
		this.lock.lockInterruptibly();
		this.waiting.getAndIncrement();
		try {
			while (!this.refusing) {
				if (tryTake()) {
					return true;
				}
				this.oneFree.await();
			}
			return false;
		}
		finally {
			this.waiting.getAndDecrement();
			this.lock.unlock();
		}
	}

	/** Takes a place whether one is free or not; never blocks. */
	public void takeBeyond() {
		this.taken.getAndIncrement();
	}

	/** Gives a place back. */
	public void giveBack() {
		this.returned.getAndIncrement(((int) Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE);
		signalIfAwaited();
	}

	private void signalIfAwaited() {
		if (this.waiting.get() > 0) {
			this.lock.lock();
			try {
				this.oneFree.signal();
				this.allFree.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/** Whether places are refused from now on, also to those who wait. */
	public void refuse(boolean refuse) {
		this.lock.lock();
		try {
			this.refusing = refuse;
			this.oneFree.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * <b>Blocks</b> until all places are free, at most for the limit.
	 * @return whether they are
	 */
	public boolean awaitAll(Duration limit) throws InterruptedException {
		this.lock.lockInterruptibly();
		this.waiting.getAndIncrement();
		try {
			long left = Deadline.nanosOf(limit);
			while (taken() != 0 && left > 0) {
				left = this.allFree.awaitNanos(left);
			}
			return taken() == 0;
		}
		finally {
			this.waiting.getAndDecrement();
			this.lock.unlock();
		}
	}

	public boolean isRefusing() {
		return this.refusing;
	}

	/**
	 * How many places are taken; exact while nobody takes one or gives one back, and
	 * never less than that otherwise.
	 */
	public int taken() {
		long back = returned();
		return (int) (this.taken.get() - back);
	}

	public int capacity() {
		return this.capacity;
	}

}
