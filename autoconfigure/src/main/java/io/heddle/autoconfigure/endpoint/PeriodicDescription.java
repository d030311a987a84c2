package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import io.heddle.activity.ActivityState;
import io.heddle.periodic.CatchUp;
import io.heddle.periodic.CronTimes;
import io.heddle.periodic.Overlap;
import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.PeriodicSnapshot;
import io.heddle.periodic.PeriodicSpec;
import io.heddle.periodic.PeriodicStats;
import org.jspecify.annotations.Nullable;

/**
 * A periodic object or a crontab in full. Numbers are those of its present or last run.
 *
 * @param name its name
 * @param state its state
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param problem why it is not well although it runs, {@code null} if it is
 * @param settings its settings
 * @param started when it was started, {@code null} while it is not
 * @param next when the next iteration is planned, {@code null} if none is
 * @param last when the last one began, {@code null} before
 * @param lastSuccess when the last one that did not fail has ended, {@code null} before
 * @param lastDuration how long the last one took
 * @param lastError the class of what was thrown last, if anything was
 * @param usage the share of the period that the last one has taken; 1 before
 * @param counts how many iterations there were
 * @param lateness how late they began
 */
public record PeriodicDescription(String name, ActivityState state, Instant since, boolean autoStart,
		@Nullable String problem, Settings settings, @Nullable Instant started, @Nullable Instant next,
		@Nullable Instant last, @Nullable Instant lastSuccess, Duration lastDuration, @Nullable String lastError,
		double usage, Counts counts, Lateness lateness) implements Description {

	static PeriodicDescription of(PeriodicSnapshot object) {
		PeriodicStats stats = object.stats();
		Throwable error = stats.lastError();
		return new PeriodicDescription(object.name(), object.activityState(), object.since(), object.spec().autoStart(),
				object.problem(), Settings.of(object.spec()), stats.started(), stats.next(), stats.last(),
				stats.lastSuccess(), stats.lastDuration(), (error != null) ? error.getClass().getName() : null,
				Math.round(stats.usage() * 1000) / 1000.0, Counts.of(stats),
				new Lateness(stats.delay(), stats.avgDelay(), stats.accDelay()));
	}

	/**
	 * What the properties have set.
	 *
	 * @param period the time between iterations, {@code null} if it goes by the clock
	 * @param cron the times, {@code null} if it has a period
	 * @param zone where those times are meant
	 * @param mode from where the period is counted
	 * @param minWait the least time between two iterations
	 * @param threads how many may go on at the same time
	 * @param first how many do not call the target
	 * @param catchUp what becomes of times that were missed
	 * @param overlap what becomes of a tick for which no thread is allowed
	 * @param dedicatedThread whether it has threads of its own
	 * @param grace of how many periods the last success may be old
	 */
	public record Settings(@Nullable Duration period, @Nullable String cron, @Nullable ZoneId zone, PeriodicMode mode,
			Duration minWait, int threads, long first, CatchUp catchUp, Overlap overlap, boolean dedicatedThread,
			double grace) {

		static Settings of(PeriodicSpec spec) {
			CronTimes times = (spec.mode() == PeriodicMode.CRON) ? spec.cron() : null;
			return new Settings((times == null) ? spec.period() : null, (times != null) ? times.text() : null,
					(times != null) ? times.zone() : null, spec.mode(), spec.minWait(), spec.threads(), spec.first(),
					spec.catchUp(), spec.overlap(), spec.dedicatedThread(), spec.grace());
		}

	}

	/**
	 * Iterations.
	 *
	 * @param count how many came after the first one; -1 before that
	 * @param running how many go on now
	 * @param errors how many times the target or a hook has failed
	 * @param errorsInARow how many have failed since the last success
	 * @param skipped how many were left out
	 * @param overruns how many took longer than the period
	 */
	public record Counts(long count, int running, long errors, long errorsInARow, long skipped, long overruns) {

		static Counts of(PeriodicStats stats) {
			return new Counts(stats.count(), stats.running(), stats.errors(), stats.errorsInARow(), stats.skipped(),
					stats.overruns());
		}

	}

	/**
	 * From the planned to the actual beginning.
	 *
	 * @param last of the last iteration
	 * @param average of one
	 * @param sum of all
	 */
	public record Lateness(Duration last, Duration average, Duration sum) {

	}

}
