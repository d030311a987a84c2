package io.heddle.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.heddle.time.Ticker;

/**
 * A clock that stands still until a test moves it on. Thread-safe.
 */
public final class ManualTicker implements Ticker {

	/** What {@link #now()} says at first. */
	public static final Instant BEGIN = Instant.parse("2026-11-01T08:00:00Z");

	private final long origin;

	private final AtomicLong passed = new AtomicLong();

	/** Of the clock on the wall. */
	private final AtomicLong shift = new AtomicLong();

	/** Threads that wait, and until when. */
	private final Map<Thread, Long> sleepers = new ConcurrentHashMap<>();

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

	/** Moves both kinds of time on, and wakes the threads that have waited for it. */
	public void advance(Duration time) {
		this.passed.addAndGet(time.toNanos());
		this.sleepers.forEach((thread, until) -> {
			if (until - nanos() <= 0) {
				this.sleepers.remove(thread);
				LockSupport.unpark(thread);
			}
		});
	}

	/** Sets the clock on the wall, forward or back; the other one does not notice. */
	public void setWall(Duration change) {
		this.shift.addAndGet(change.toNanos());
	}

	/**
	 * Waits until that many threads wait for a time that has not come, so that nothing
	 * happens before it is moved on.
	 */
	public void awaitSleepers(int count) {
		Eventually.holds(() -> this.sleepers.size() == count);
	}

	@Override
	public void parkUntil(Object blocker, long untilNanos) {
		Thread current = Thread.currentThread();
		this.sleepers.put(current, untilNanos);
		try {
			if (untilNanos - nanos() > 0) {
				LockSupport.park(blocker);
			}
		}
		finally {
			this.sleepers.remove(current);
		}
	}

	@Override
	public long nanos() {
		return this.origin + this.passed.get();
	}

	@Override
	public Instant now() {
		return BEGIN.plusNanos(this.passed.get() + this.shift.get());
	}

}
