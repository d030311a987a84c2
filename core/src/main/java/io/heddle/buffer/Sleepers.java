package io.heddle.buffer;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The consumers that sleep because there is no item. The one that fell asleep last is
 * woken first: its cache is the warmest, and the others may sleep on. The one that fell
 * asleep first is the <i>watcher</i>: it looks more often than the others whether those
 * that are awake leave items lying.
 */
final class Sleepers {

	private final Signal signal;

	private final WaitStrategy waits;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock; its size is published in the signal. */
	private final ArrayDeque<RingInlet<?>> sleepers = new ArrayDeque<>();

	/** The first of {@link #sleepers}; written under the lock. */
	private volatile @Nullable RingInlet<?> watcher;

	/** How many consumers look for items before they sleep. */
	private final AtomicInteger spinning = new AtomicInteger();

	Sleepers(Signal signal, WaitStrategy waits) {
		this.signal = signal;
		this.waits = waits;
	}

	void spinning(int more) {
		this.spinning.getAndAdd(more);
	}

	/** Whether no consumer is about to find an item by itself. */
	boolean nobodySpins() {
		return this.spinning.getOpaque() == 0;
	}

	boolean isWatcher(RingInlet<?> inlet) {
		return this.watcher == inlet;
	}

	/** Enlists a consumer, with a full fence after it. */
	void enlist(RingInlet<?> inlet) {
		this.lock.lock();
		try {
			inlet.listed = true;
			this.sleepers.addLast(inlet);
			publish();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes a consumer off the list unless somebody has done so to wake it. */
	void delist(RingInlet<?> inlet) {
		Thread next = null;
		this.lock.lock();
		try {
			if (inlet.listed) {
				inlet.listed = false;
				this.sleepers.removeLastOccurrence(inlet);
				next = isWatcher(inlet) ? nextWatcher() : null;
				publish();
			}
		}
		finally {
			this.lock.unlock();
		}
		this.waits.unpark(next);
	}

	private @Nullable Thread nextWatcher() {
		RingInlet<?> first = this.sleepers.peekFirst();
		return (first != null) ? first.thread : null;
	}

	void wakeOne() {
		Thread woken;
		this.lock.lock();
		try {
			woken = removeLast();
			publish();
		}
		finally {
			this.lock.unlock();
		}
		this.waits.unpark(woken);
	}

	/** Wakes all; whoever enlists later sees what the caller did before. */
	void wakeAll() {
		this.lock.lock();
		try {
			while (!this.sleepers.isEmpty()) {
				this.waits.unpark(removeLast());
			}
			publish();
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Thread removeLast() {
		RingInlet<?> inlet = this.sleepers.pollLast();
		if (inlet == null) {
			return null;
		}
		inlet.listed = false;
		return inlet.thread;
	}

	private void publish() {
		this.watcher = this.sleepers.peekFirst();
		this.signal.sleeping(this.sleepers.size());
	}

}
