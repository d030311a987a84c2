package io.heddle.pipeline;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.heddle.time.Ticker;

/**
 * How fast a count grows: since the start, and over the last seconds. The threads that
 * count leave a mark about every second, and readers look back to one that is old enough.
 */
final class Rate {

	private static final long MARK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long LOOK_BACK_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final Ticker ticker;

	private final long began;

	private final ReentrantLock lock = new ReentrantLock();

	/** Marks of the last seconds, oldest first; guarded by the lock. */
	private final ArrayDeque<Mark> marks = new ArrayDeque<>();

	/** When the last mark was left; written under the lock. */
	private volatile long lastMark;

	Rate(Ticker ticker) {
		this.ticker = ticker;
		this.began = ticker.nanos();
		this.lastMark = this.began;
		this.marks.add(new Mark(this.began, 0));
	}

	/** The rates of a count that goes on until now, or ended at that time. */
	StageSnapshot.Throughput snapshot(long count, long until) {
		long now = this.ticker.nanos();
		this.lock.lock();
		try {
			mark(now, count);
			Mark old = lookBack(now);
			return new StageSnapshot.Throughput(perSecond(count - old.count(), now - old.at()),
					perSecond(count, until - this.began));
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Leaves a mark if the last one is old enough. */
	void tick(long now, LongSupplier count) {
		if (now - this.lastMark < MARK_EVERY_NANOS || !this.lock.tryLock()) {
			return;
		}
		try {
			mark(now, count.getAsLong());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Leaves a mark if the last one is old enough, and forgets those that are too old.
	 */
	private void mark(long now, long count) {
		if (now - this.marks.getLast().at() >= MARK_EVERY_NANOS) {
			this.marks.addLast(new Mark(now, count));
			this.lastMark = now;
		}
		while (this.marks.size() > 2 && now - second().at() >= LOOK_BACK_NANOS) {
			this.marks.removeFirst();
		}
	}

	/**
	 * The first mark or, if that is too old, a point between it and the second one: after
	 * a long silence the first mark lies far back. The second one never does, see
	 * {@link #mark}.
	 */
	private Mark lookBack(long now) {
		Mark old = this.marks.getFirst();
		if (this.marks.size() < 2 || now - old.at() <= LOOK_BACK_NANOS) {
			return old;
		}
		Mark next = second();
		long at = now - LOOK_BACK_NANOS;
		double share = (double) (at - old.at()) / (next.at() - old.at());
		return new Mark(at, old.count() + Math.round(share * (next.count() - old.count())));
	}

	private Mark second() {
		return this.marks.stream().skip(1).findFirst().orElseThrow();
	}

	private static double perSecond(long count, long nanos) {
		return (nanos <= 0) ? 0 : (double) count * TimeUnit.SECONDS.toNanos(1) / nanos;
	}

	private record Mark(long at, long count) {

	}

}
