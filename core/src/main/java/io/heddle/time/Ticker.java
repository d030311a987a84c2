package io.heddle.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * A source of time. {@link #nanos()} is monotonic and only good for differences;
 * {@link #now()} is what a person reads.
 * <p>
 * Implementations are thread-safe; only {@link #parkUntil} waits.
 */
public interface Ticker {

	/**
	 * Monotonic nanoseconds from an arbitrary origin; may be negative and may wrap, so
	 * compare differences only.
	 */
	long nanos();

	/** Wall-clock time, for display. */
	Instant now();

	/**
	 * <b>Waits</b> until this clock has come to that point, until the thread is unparked
	 * or interrupted, or for no reason, as {@link LockSupport#parkNanos} does. Callers
	 * look at the clock afterwards.
	 * <p>
	 * A clock that does not say when it moves is looked at again after a few
	 * milliseconds.
	 * @param blocker what the thread waits for
	 * @param untilNanos the point in the time of {@link #nanos()}
	 */
	default void parkUntil(Object blocker, long untilNanos) {
		LockSupport.parkNanos(blocker, Math.min(untilNanos - nanos(), Duration.ofMillis(5).toNanos()));
	}

	/** The clock of the JVM. */
	static Ticker system() {
		return SystemTicker.INSTANCE;
	}

}
