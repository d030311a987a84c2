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

	/** The present on the wall may lie a little before the time that has come. */
	@Override
	public @Nullable Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period) {
		Instant now = this.ticker.now();
		boolean early = this.target.isAfter(now) && Duration.between(now, this.target).compareTo(LOOK) < 0;
		Instant next = this.times.next(early ? this.target : now);
		Instant missed = this.times.next(this.target);
		if (missed == null || missed.isAfter(now)) {
			return plan(next, nowNanos, 0);
		}
		long count = countMissed(missed, now);
		return (this.catchUp == CatchUp.ONE) ? plan(missed, nowNanos, count - 1) : plan(next, nowNanos, count);
	}

	private long countMissed(Instant first, Instant now) {
		long count = 0;
		for (Instant time = first; time != null && !time.isAfter(now)
				&& count < MAX_SKIPPED; time = this.times.next(time)) {
			count++;
		}
		return count;
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

}
