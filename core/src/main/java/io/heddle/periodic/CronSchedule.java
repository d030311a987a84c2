package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * See {@link PeriodicMode#CRON}. The clock on the wall may be set meanwhile, so it is
 * looked at once a minute at least.
 */
final class CronSchedule implements Schedule {

	private static final Duration LOOK = Duration.ofMinutes(1);

	/** How many missed times are counted. */
	private static final int MAX_SKIPPED = 1000;

	private final CronTimes times;

	private final CatchUp catchUp;

	private final Ticker ticker;

	/** The time on the wall that is planned. */
	private Instant target;

	CronSchedule(CronTimes times, CatchUp catchUp, Ticker ticker) {
		this.times = times;
		this.catchUp = catchUp;
		this.ticker = ticker;
		this.target = ticker.now();
	}

	/** The time on the wall that is planned. */
	Instant target() {
		return this.target;
	}

	@Override
	public boolean isAbsolute() {
		return true;
	}

	@Override
	public @Nullable Plan first(long nowNanos) {
		return plan(this.times.next(this.ticker.now()), nowNanos, 0);
	}

	/**
	 * An execution that begins late covers the times that have passed until then. The
	 * present on the wall may lie a little before the time that has come.
	 */
	@Override
	public @Nullable Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period) {
		Instant now = this.ticker.now();
		Instant began = now.minusNanos(nowNanos - beganNanos);
		Missed covered = missed(this.target, began);
		Missed missed = missed(began.isAfter(this.target) ? began : this.target, now);
		long skipped = covered.count() + missed.count();
		if (this.catchUp == CatchUp.ONE && missed.last() != null) {
			return plan(missed.last(), nowNanos, skipped - 1);
		}
		boolean early = this.target.isAfter(now) && Duration.between(now, this.target).compareTo(LOOK) < 0;
		return plan(this.times.next(early ? this.target : now), nowNanos, skipped);
	}

	/** The times after one moment until another. */
	private Missed missed(Instant after, Instant until) {
		long count = 0;
		Instant last = null;
		Instant time = this.times.next(after);
		while (time != null && !time.isAfter(until) && count < MAX_SKIPPED) {
			count++;
			last = time;
			time = this.times.next(time);
		}
		return new Missed(count, last);
	}

	private @Nullable Plan plan(@Nullable Instant time, long nowNanos, long skipped) {
		if (time == null) {
			return null;
		}
		this.target = time;
		return new Plan(nowNanos + untilTarget(), skipped);
	}

	private long untilTarget() {
		Duration left = Duration.between(this.ticker.now(), this.target);
		return Deadline.nanosOf((left.compareTo(LOOK) < 0) ? left : LOOK);
	}

	@Override
	public Plan confirm(Plan plan, long nowNanos) {
		return this.ticker.now().isBefore(this.target) ? new Plan(nowNanos + untilTarget(), 0) : plan;
	}

	/** A plan may be to look at the clock only. */
	@Override
	public boolean hasPassed(Plan plan, long nowNanos) {
		return !this.ticker.now().isBefore(this.target);
	}

	/**
	 * Times that have passed.
	 *
	 * @param count how many
	 * @param last the last one of them
	 */
	private record Missed(long count, @Nullable Instant last) {

	}

}
