package io.heddle.time;

import java.time.Instant;

/**
 * A source of time. {@link #nanos()} is monotonic and only good for differences;
 * {@link #now()} is what a person reads.
 * <p>
 * Implementations are thread-safe and never block.
 */
public interface Ticker {

	/**
	 * Monotonic nanoseconds from an arbitrary origin; may be negative and may wrap, so
	 * compare differences only.
	 */
	long nanos();

	/** Wall-clock time, for display. */
	Instant now();

	/** The clock of the JVM. */
	static Ticker system() {
		return SystemTicker.INSTANCE;
	}

}
