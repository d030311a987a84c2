package io.heddle.buffer;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The consumers that sleep because there is no item. The one that fell asleep last is
 * woken first: its cache is the warmest, and the others may sleep on.
 */
final class Sleepers {

	private final Signal signal;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock; its size is published in the signal. */
	private final ArrayDeque<RingInlet<?>> sleepers = new ArrayDeque<>();

	/** How many consumers look for items before they sleep. */
	private final AtomicInteger spinning = new AtomicInteger();

	Sleepers(Signal signal) {
		this.signal = signal;
	}

	void spinning(int more) {
		this.spinning.getAndAdd(more);
	}

	/** Whether no consumer is about to find an item by itself. */
	boolean nobodySpins() {
		return this.spinning.getOpaque() == 0;
	}

	/** Enlists a consumer, with a full fence after it. */
	void enlist(RingInlet<?> inlet) {
		this.lock.lock();
		try {
			inlet.listed = true;
			this.sleepers.addLast(inlet);
			this.signal.sleeping(this.sleepers.size());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a consumer off the list.
	 * @return false if somebody has done so already to wake it
	 */
	boolean delist(RingInlet<?> inlet) {
		this.lock.lock();
		try {
			if (!inlet.listed) {
				return false;
			}
			inlet.listed = false;
			this.sleepers.removeLastOccurrence(inlet);
			this.signal.sleeping(this.sleepers.size());
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	void wakeOne() {
		Thread woken = null;
		this.lock.lock();
		try {
			RingInlet<?> inlet = this.sleepers.pollLast();
			if (inlet != null) {
				this.signal.sleeping(this.sleepers.size());
				inlet.listed = false;
				woken = inlet.thread;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (woken != null) {
			LockSupport.unpark(woken);
		}
	}

	void wakeAll() {
		while (this.signal.sleeping() > 0) {
			wakeOne();
		}
	}

}
