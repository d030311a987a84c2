package io.heddle.pipeline;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.heddle.time.Ticker;

/**
 * Measures how long user code takes for an item. Reading the clock twice would double the
 * cost of a tiny item, so quick items are sampled and slow ones all measured. Used by one
 * thread.
 */
final class ServiceSampler {

	/** A measurement costs about 100 ns: then less than 1 ns for each item. */
	static final int SAMPLE = 256;

	private static final long SLOW_NANOS = 2_000;

	private final Ticker ticker;

	private final ServiceTimes times;

	private final LongSupplier waitedNanos;

	private final LongConsumer clock;

	/** Items until the next measurement. */
	private int left = 1;

	private long waitedBefore;

	/**
	 * Makes a sampler of one thread.
	 * @param waitedNanos how long the thread has waited in its emitter in all
	 * @param clock is told the time whenever it was read
	 */
	ServiceSampler(Ticker ticker, ServiceTimes times, LongSupplier waitedNanos, LongConsumer clock) {
		this.ticker = ticker;
		this.times = times;
		this.waitedNanos = waitedNanos;
		this.clock = clock;
	}

	/** The time if this item is measured, else 0. */
	long begin() {
		if (--this.left > 0) {
			return 0;
		}
		this.waitedBefore = this.waitedNanos.getAsLong();
		return this.ticker.nanos() | 1;
	}

	void end(long began) {
		if (began != 0) {
			long ended = this.ticker.nanos();
			record(ended - began, ended);
		}
	}

	/** The same for user code that may have waited in the emitter. */
	void endWithWaits(long began) {
		if (began != 0) {
			long ended = this.ticker.nanos();
			record(ended - began - (this.waitedNanos.getAsLong() - this.waitedBefore), ended);
		}
	}

	private void record(long nanos, long now) {
		long spent = Math.max(0, nanos);
		this.left = (spent > SLOW_NANOS) ? 1 : SAMPLE;
		this.times.record(spent, now);
		this.clock.accept(now);
	}

}
