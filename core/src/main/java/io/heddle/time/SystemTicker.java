package io.heddle.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

enum SystemTicker implements Ticker {

	INSTANCE;

	@Override
	public long nanos() {
		return System.nanoTime();
	}

	@Override
	public Instant now() {
		return Instant.now();
	}

	@Override
	public void parkUntil(Object blocker, long untilNanos) {
		LockSupport.parkNanos(blocker, untilNanos - System.nanoTime());
	}

}
