package io.heddle.generator;

import java.util.concurrent.locks.ReentrantLock;

import io.heddle.time.Ticker;

/**
 * How often and how long threads have waited in all, those that wait now included.
 * Thread-safe; not for the fast path.
 */
final class WaitTime {

	private final Ticker ticker;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as all fields. */
	private long count;

	private int waiting;

	/** The ends of all waits less their beginnings, as far as there are any. */
	private long sumNanos;

	WaitTime(Ticker ticker) {
		this.ticker = ticker;
	}

	void begin() {
		add(1, 1, -this.ticker.nanos());
	}

	void end() {
		add(0, -1, this.ticker.nanos());
	}

	private void add(int begun, int more, long nanos) {
		this.lock.lock();
		try {
			this.count += begun;
			this.waiting += more;
			this.sumNanos += nanos;
		}
		finally {
			this.lock.unlock();
		}
	}

	long count() {
		this.lock.lock();
		try {
			return this.count;
		}
		finally {
			this.lock.unlock();
		}
	}

	long totalNanos() {
		this.lock.lock();
		try {
			return this.sumNanos + this.waiting * this.ticker.nanos();
		}
		finally {
			this.lock.unlock();
		}
	}

}
