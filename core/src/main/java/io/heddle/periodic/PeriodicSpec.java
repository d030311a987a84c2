package io.heddle.periodic;

import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The settings of a {@link ThreadedObject}.
 *
 * @param name its name
 * @param period the time between executions; with {@link PeriodicMode#CRON} of no account
 * @param minWait the least time between the end of one and the beginning of the next
 * @param threads how many executions may go on at the same time, or into how many parts
 * one is split
 * @param first how many iterations do not call the target
 * @param mode from where the period is counted
 * @param cron the times, for {@link PeriodicMode#CRON}
 * @param catchUp what becomes of times that were missed
 * @param overlap what becomes of a tick for which no thread is allowed
 * @param dedicatedThread whether it has threads of its own
 * @param autoStart whether it is started with the application
 * @param grace of how many periods the last success may be old before the object is not
 * well; 0 if it does not matter
 */
public record PeriodicSpec(String name, Duration period, Duration minWait, int threads, long first, PeriodicMode mode,
		@Nullable CronTimes cron, CatchUp catchUp, Overlap overlap, boolean dedicatedThread, boolean autoStart,
		double grace) {

	public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(1);

	public static final Duration DEFAULT_MIN_WAIT = Duration.ofNanos(10_000);

	public static final int DEFAULT_THREADS = 1;

	public static final PeriodicMode DEFAULT_MODE = PeriodicMode.ORIGINAL;

	public static final CatchUp DEFAULT_CATCH_UP = CatchUp.NONE;

	public static final Overlap DEFAULT_OVERLAP = Overlap.SKIP;

	public static final double DEFAULT_GRACE = 10;

	/** The most threads that one object may have. */
	public static final int MAX_THREADS = 10_000;

	public PeriodicSpec {
		Assert.hasText(name, "'name' of a periodic object must not be empty");
		require(name, "period", period, isPositive(period), "more than 0");
		require(name, "min-wait", minWait, !minWait.isNegative(), "0 or more");
		require(name, "threads", threads, threads >= 1 && threads <= MAX_THREADS, "from 1 to " + MAX_THREADS);
		require(name, "first", first, first >= 0, "0 or more");
		require(name, "grace", grace, grace >= 0, "0 or more");
		String object = name;
		Assert.isTrue(mode != PeriodicMode.CRON || cron != null,
				() -> "'mode' of periodic object '%s' is 'cron', but there is no 'cron': set it".formatted(object));
	}

	private static void require(String name, String setting, Object value, boolean legal, String range) {
		Assert.isTrue(legal,
				() -> "'%s' of periodic object '%s' must be %s but was %s".formatted(setting, name, range, value));
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	/** The settings of an object of which nothing else is said. */
	public static PeriodicSpec of(String name) {
		return new PeriodicSpec(name, DEFAULT_PERIOD, DEFAULT_MIN_WAIT, DEFAULT_THREADS, 0, DEFAULT_MODE, null,
				DEFAULT_CATCH_UP, DEFAULT_OVERLAP, false, true, DEFAULT_GRACE);
	}

	public PeriodicSpec name(String name) {
		return new PeriodicSpec(name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec period(Duration period) {
		return new PeriodicSpec(this.name, period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec minWait(Duration minWait) {
		return new PeriodicSpec(this.name, this.period, minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec threads(int threads) {
		return new PeriodicSpec(this.name, this.period, this.minWait, threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec first(long first) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec mode(PeriodicMode mode) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	/** Sets the times and the mode that goes with them. */
	public PeriodicSpec cron(String expression, @Nullable ZoneId zone) {
		return cron(CronTimes.parse(expression, zone));
	}

	/** Sets the times and the mode that goes with them. */
	public PeriodicSpec cron(CronTimes times) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, PeriodicMode.CRON,
				times, this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec catchUp(CatchUp catchUp) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				catchUp, this.overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec overlap(Overlap overlap) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, overlap, this.dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec dedicatedThread(boolean dedicatedThread) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, dedicatedThread, this.autoStart, this.grace);
	}

	public PeriodicSpec autoStart(boolean autoStart) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, autoStart, this.grace);
	}

	public PeriodicSpec grace(double grace) {
		return new PeriodicSpec(this.name, this.period, this.minWait, this.threads, this.first, this.mode, this.cron,
				this.catchUp, this.overlap, this.dedicatedThread, this.autoStart, grace);
	}

}
