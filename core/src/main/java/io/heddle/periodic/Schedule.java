package io.heddle.periodic;

import java.time.Duration;
import java.util.Objects;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * When the next execution is due. One belongs to one run, whose lock guards it.
 */
sealed interface Schedule permits CronSchedule, Schedule.FixedDelay, Schedule.FixedRate, Schedule.Original {

	/** The schedule of an object with those settings that is started now. */
	static Schedule of(PeriodicSpec spec, Ticker ticker) {
		return switch (spec.mode()) {
			case ORIGINAL -> new Original();
			case FIXED_DELAY -> new FixedDelay();
			case FIXED_RATE -> new FixedRate(spec.catchUp());
			case CRON -> new CronSchedule(Objects.requireNonNull(spec.cron()), spec.catchUp(), ticker);
		};
	}

	/** Whether its times stay where they are, whatever happens between them. */
	default boolean isAbsolute() {
		return false;
	}

	/** When the first one is due, {@code null} if never. */
	default @Nullable Plan first(long nowNanos) {
		return new Plan(nowNanos, 0);
	}

	/**
	 * When the next one is due.
	 * @param plannedNanos when the last one was due
	 * @param beganNanos when it began
	 * @param nowNanos its end, or the present if it goes on and others may overlap it
	 * @return {@code null} if never
	 */
	@Nullable Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period);

	/** Looks again at a plan that has come: the same, or a later one. */
	default Plan confirm(Plan plan, long nowNanos) {
		return plan;
	}

	/** Whether the time that is meant by a plan has come. */
	default boolean hasPassed(Plan plan, long nowNanos) {
		return plan.atNanos() - nowNanos <= 0;
	}

	/**
	 * A plan.
	 *
	 * @param atNanos when the execution is due
	 * @param skipped how many are left out before it
	 */
	record Plan(long atNanos, long skipped) {

	}

	/** See {@link PeriodicMode#ORIGINAL}. */
	record Original() implements Schedule {

		@Override
		public Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period) {
			return new Plan(beganNanos + Deadline.nanosOf(period), 0);
		}

	}

	/** See {@link PeriodicMode#FIXED_DELAY}. */
	record FixedDelay() implements Schedule {

		@Override
		public Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period) {
			return new Plan(nowNanos + Deadline.nanosOf(period), 0);
		}

	}

	/**
	 * See {@link PeriodicMode#FIXED_RATE}. An execution that begins late covers the
	 * points of the grid that have passed until then.
	 */
	record FixedRate(CatchUp catchUp) implements Schedule {

		@Override
		public boolean isAbsolute() {
			return true;
		}

		@Override
		public Plan next(long plannedNanos, long beganNanos, long nowNanos, Duration period) {
			long step = Deadline.nanosOf(period);
			long covered = Math.max(0, beganNanos - plannedNanos) / step;
			long next = plannedNanos + (covered + 1) * step;
			if (next - nowNanos > 0) {
				return new Plan(next, covered);
			}
			long missed = (nowNanos - next) / step + 1;
			long skipped = (this.catchUp == CatchUp.ONE) ? missed - 1 : missed;
			return new Plan(next + skipped * step, covered + skipped);
		}

	}

}
