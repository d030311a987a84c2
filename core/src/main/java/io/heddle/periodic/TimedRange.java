package io.heddle.periodic;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A loop against the clock: gives the time that has passed, first 0 and then after each
 * period, until the whole time is over or somebody ends it. <pre>
 * for (Duration elapsed : TimedRange.timedRange(Duration.ofMinutes(1), Duration.ofSeconds(5))) {
 *     probe(elapsed);
 * }
 * </pre> A body that takes longer than the period is followed by the next one at once;
 * what was missed is not made up for. Each {@link #iterator()} begins anew.
 * <p>
 * The range is thread-safe, an iterator belongs to one thread. <b>Blocks</b> in
 * {@link Iterator#hasNext()}; an interrupt ends the loop and stays set.
 */
public final class TimedRange implements Iterable<Duration> {

	private final Duration length;

	private final Duration period;

	private final Ticker ticker;

	/** Those that wait for a period to pass. */
	private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/**
	 * A range.
	 * @param length how long it lasts
	 * @param period more than 0
	 */
	public TimedRange(Duration length, Duration period, Ticker ticker) {
		Assert.isTrue(!period.isNegative() && !period.isZero(),
				() -> "'period' of a timed range must be more than 0 but was %s".formatted(period));
		this.length = length;
		this.period = period;
		this.ticker = ticker;
	}

	/** A range by the clock of the JVM. */
	public static TimedRange timedRange(Duration length, Duration period) {
		return new TimedRange(length, period, Ticker.system());
	}

	/** Ends all its loops at once, and for ever. */
	public void end() {
		this.ended = true;
		this.waiting.forEach(LockSupport::unpark);
	}

	@Override
	public Iterator<Duration> iterator() {
		return new Elapsed();
	}

	private final class Elapsed implements Iterator<Duration> {

		private final long beginNanos = TimedRange.this.ticker.nanos();

		private final Deadline over = Deadline.after(TimedRange.this.length, TimedRange.this.ticker);

		private Deadline due = Deadline.after(Duration.ZERO, TimedRange.this.ticker);

		private @Nullable Duration next;

		@Override
		public boolean hasNext() {
			if (this.next == null && await()) {
				this.next = Duration.ofNanos(TimedRange.this.ticker.nanos() - this.beginNanos);
				this.due = Deadline.after(TimedRange.this.period, TimedRange.this.ticker);
			}
			return this.next != null;
		}

		/** Waits for the next period; false if the loop is over before. */
		private boolean await() {
			TimedRange.this.waiting.add(Thread.currentThread());
			try {
				while (goesOn() && !this.due.hasPassed()) {
					boolean first = this.due.atNanos() - this.over.atNanos() < 0;
					Deadline earlier = first ? this.due : this.over;
					TimedRange.this.ticker.parkUntil(TimedRange.this, earlier.atNanos());
				}
				return goesOn();
			}
			finally {
				TimedRange.this.waiting.remove(Thread.currentThread());
			}
		}

		private boolean goesOn() {
			return !TimedRange.this.ended && !this.over.hasPassed() && !Thread.currentThread().isInterrupted();
		}

		@Override
		public Duration next() {
			Duration elapsed = hasNext() ? this.next : null;
			if (elapsed == null) {
				throw new NoSuchElementException("The time is over");
			}
			this.next = null;
			return elapsed;
		}

	}

}
