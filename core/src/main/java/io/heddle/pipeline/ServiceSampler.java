package io.heddle.pipeline;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.heddle.time.Ticker;

/**
 * Measures how long user code takes for an item. A measurement costs more than a tiny
 * item, so the quicker the items are, the fewer of them are measured. Used by one thread.
 */
final class ServiceSampler {

	/** At most this many items for one measurement. */
	static final int SAMPLE = 256;

	/**
	 * A measurement costs about 150 ns, which is half a percent of this. So much work, in
	 * one item or in several, is worth one.
	 */
	static final long WORTH_NANOS = 30_000;

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
		this.left = (int) Math.max(1, Math.min(SAMPLE, WORTH_NANOS / Math.max(1, spent)));
		this.times.record(spent, now);
		this.clock.accept(now);
	}

}
