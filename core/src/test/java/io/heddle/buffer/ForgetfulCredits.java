package io.heddle.buffer;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Wrong on purpose: a producer that found no credit enlists and parks without looking
 * again, so that it misses a credit that is given in between.
 */
final class ForgetfulCredits {

	private final AtomicInteger free = new AtomicInteger();

	private final WaitStrategy waits = new MonitorWaits();

	private volatile @Nullable Thread waiting;

	void give() {
		this.free.getAndIncrement();
		this.waits.unpark(this.waiting);
	}

	void take() {
		while (!tryTake()) {
			this.waiting = Thread.currentThread();
			this.waits.park(this);
		}
	}

	private boolean tryTake() {
		int found = this.free.get();
		return found > 0 && this.free.compareAndSet(found, found - 1);
	}

}
