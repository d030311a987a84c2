package io.heddle.time;

import java.time.Duration;

/**
 * A point in monotonic time by which something has to be done. Immutable and thread-safe.
 * <p>
 * A duration of more than 146 years (half the range of a {@code long} in nanoseconds) is
 * treated as that, which is what callers mean by "no limit".
 */
public final class Deadline {

	private static final long MAX_NANOS = Long.MAX_VALUE / 2;

	private final Ticker ticker;

	private final long atNanos;

	private Deadline(Ticker ticker, long atNanos) {
		this.ticker = ticker;
		this.atNanos = atNanos;
	}

	/**
	 * The deadline that lies {@code limit} after now; a negative limit has passed
	 * already.
	 */
	public static Deadline after(Duration limit, Ticker ticker) {
		return new Deadline(ticker, ticker.nanos() + nanosOf(limit));
	}

	/** The limit in nanoseconds, saturated instead of overflowing, never negative. */
	public static long nanosOf(Duration limit) {
		if (limit.isNegative()) {
			return 0;
		}
		return (limit.compareTo(Duration.ofNanos(MAX_NANOS)) >= 0) ? MAX_NANOS : limit.toNanos();
	}

	/** The point in the time of the ticker. */
	public long atNanos() {
		return this.atNanos;
	}

	/** Nanoseconds until the deadline; zero or negative once it has passed. */
	public long remainingNanos() {
		return this.atNanos - this.ticker.nanos();
	}

	public boolean hasPassed() {
		return remainingNanos() <= 0;
	}

}
