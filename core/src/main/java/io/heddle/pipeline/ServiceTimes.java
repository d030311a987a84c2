package io.heddle.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of the service times of a stage over the last half to whole minute:
 * two histograms, of which the older one is given up every half minute. Thread-safe; no
 * method blocks.
 */
final class ServiceTimes {

	private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(24);

	private static final int DIGITS = 2;

	private final AtomicReference<Windows> windows = new AtomicReference<>();

	private final LongAdder count = new LongAdder();

	private final LongAdder totalNanos = new LongAdder();

	void record(long nanos, long now) {
		windows(now).current().recordValue(Math.min(nanos, MAX_NANOS));
		this.count.increment();
		this.totalNanos.add(nanos);
	}

	private Windows windows(long now) {
		Windows present = this.windows.get();
		if (present != null && now - present.began() < WINDOW_NANOS) {
			return present;
		}
		Windows next = Windows.after(present, now);
		return this.windows.compareAndSet(present, next) ? next : windows(now);
	}

	/** How many items were measured. */
	long count() {
		return this.count.sum();
	}

	long totalNanos() {
		return this.totalNanos.sum();
	}

	/** The distribution at that time; zero if nothing was measured lately. */
	StageSnapshot.ServiceTime snapshot(long now) {
		Histogram recent = new Histogram(MAX_NANOS, DIGITS);
		Windows present = this.windows.get();
		if (present != null) {
			present.addRecent(recent, now);
		}
		return new StageSnapshot.ServiceTime(Duration.ofNanos(recent.getValueAtPercentile(50)),
				Duration.ofNanos(recent.getValueAtPercentile(99)), Duration.ofNanos(recent.getMaxValue()));
	}

	private record Windows(AtomicHistogram previous, AtomicHistogram current, long began) {

		static Windows after(@Nullable Windows before, long now) {
			AtomicHistogram fresh = new AtomicHistogram(MAX_NANOS, DIGITS);
			boolean recent = before != null && now - before.began() < 2 * WINDOW_NANOS;
			AtomicHistogram previous = (before != null && recent) ? before.current()
					: new AtomicHistogram(MAX_NANOS, DIGITS);
			return new Windows(previous, fresh, now);
		}

		/** Nobody gives up old windows while nothing is measured. */
		void addRecent(Histogram sum, long now) {
			long age = now - this.began;
			if (age < 2 * WINDOW_NANOS) {
				sum.add(this.current);
			}
			if (age < WINDOW_NANOS) {
				sum.add(this.previous);
			}
		}

	}

}
