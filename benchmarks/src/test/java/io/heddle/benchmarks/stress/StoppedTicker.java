package io.heddle.benchmarks.stress;

import java.time.Instant;

import io.heddle.time.Ticker;

/**
 * A clock that stands still: all items seem to be fast, so that consumers claim more and
 * more at once.
 */
enum StoppedTicker implements Ticker {

	INSTANCE;

	@Override
	public long nanos() {
		return 1;
	}

	@Override
	public Instant now() {
		return Instant.EPOCH;
	}

}
