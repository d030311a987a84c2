package io.heddle.activity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.time.Ticker;
import org.slf4j.Logger;

/**
 * Logs failures that may come again and again: the first few with their stack traces,
 * later ones in one line each, and only so many of them, with the number of all.
 * <p>
 * Thread-safe; never throws.
 */
public final class FailureLog {

	/** How many are logged with their stack traces. */
	public static final int FULL = 10;

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final Logger logger;

	private final Ticker ticker;

	private final AtomicLong count = new AtomicLong();

	/** When the last line was logged. */
	private final AtomicLong lastNanos = new AtomicLong();

	/** A log that writes warnings to that logger. */
	public FailureLog(Logger logger, Ticker ticker) {
		this.logger = logger;
		this.ticker = ticker;
	}

	/**
	 * Logs a failure, unless there were too many of late.
	 * @param what has failed, as the beginning of a sentence
	 */
	public void log(String what, Throwable failure) {
		long number = this.count.incrementAndGet();
		if (number <= FULL) {
			this.lastNanos.set(this.ticker.nanos());
			SafeLog.log(() -> this.logger.warn("{} has failed", what, failure));
		}
		else if (isTime()) {
			SafeLog.log(() -> this.logger.warn("{} has failed with {}; {} failures in all", what,
					failure.getClass().getName(), number));
		}
	}

	private boolean isTime() {
		long last = this.lastNanos.get();
		long now = this.ticker.nanos();
		return now - last >= PAUSE.toNanos() && this.lastNanos.compareAndSet(last, now);
	}

}
