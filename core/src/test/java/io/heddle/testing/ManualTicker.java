package io.heddle.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.time.Ticker;

/**
 * A clock that stands still until a test moves it on. Thread-safe.
 */
public final class ManualTicker implements Ticker {

	/** What {@link #now()} says at first. */
	public static final Instant BEGIN = Instant.parse("2026-11-01T08:00:00Z");

	private final long origin;

	private final AtomicLong passed = new AtomicLong();

	public ManualTicker() {
		this(0);
	}

	/**
	 * A ticker whose {@link #nanos()} begin at the given value, to try what happens where
	 * they wrap.
	 */
	public ManualTicker(long origin) {
		this.origin = origin;
	}

	/** Moves both kinds of time on. */
	public void advance(Duration time) {
		this.passed.addAndGet(time.toNanos());
	}

	@Override
	public long nanos() {
		return this.origin + this.passed.get();
	}

	@Override
	public Instant now() {
		return BEGIN.plusNanos(this.passed.get());
	}

}
