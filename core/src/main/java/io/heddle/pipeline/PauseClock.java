package io.heddle.pipeline;

import io.heddle.time.Ticker;

/**
 * How long one thread was held by pauses in all. Written by that thread, read by any.
 */
final class PauseClock {

	private final Ticker ticker;

	/** The total so far, and when the present pause began for this thread, if it did. */
	private volatile Held held = new Held(0, false, 0);

	PauseClock(Ticker ticker) {
		this.ticker = ticker;
	}

	void begin() {
		this.held = new Held(this.held.totalNanos(), true, this.ticker.nanos());
	}

	void end() {
		this.held = new Held(totalNanos(), false, 0);
	}

	long totalNanos() {
		Held now = this.held;
		return now.totalNanos() + (now.present() ? this.ticker.nanos() - now.since() : 0);
	}

	private record Held(long totalNanos, boolean present, long since) {

	}

}
