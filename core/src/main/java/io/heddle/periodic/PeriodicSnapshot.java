package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A periodic object as it was at one moment.
 *
 * @param name its name
 * @param activityState its state
 * @param since when it took that state
 * @param spec its settings
 * @param stats what its present or last run has come to
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record PeriodicSnapshot(String name, ActivityState activityState, Instant since, PeriodicSpec spec,
		PeriodicStats stats, @Nullable String problem) implements ActivitySnapshot {

	/** So long a success may be old in any case. */
	private static final Duration LEAST_GRACE = Duration.ofSeconds(10);

	/** A snapshot of one that has had no success for that time. */
	static PeriodicSnapshot of(PeriodicState state, Instant since, PeriodicSpec spec, PeriodicStats stats,
			Duration failing) {
		String problem = (state == PeriodicState.STARTED) ? problem(spec, stats, failing) : null;
		return new PeriodicSnapshot(spec.name(), state.toActivityState(), since, spec, stats, problem);
	}

	private static @Nullable String problem(PeriodicSpec spec, PeriodicStats stats, Duration age) {
		Duration period = period(spec, stats);
		if (stats.started() == null || period == null || spec.grace() == 0) {
			return null;
		}
		Duration allowed = Duration.ofNanos((long) (Deadline.nanosOf(period) * spec.grace()));
		if (age.compareTo(allowed) <= 0 || age.compareTo(LEAST_GRACE) <= 0) {
			return null;
		}
		return "no success for %d s, which is more than %s periods of %s".formatted(age.toSeconds(), spec.grace(),
				period);
	}

	/** With a cron expression the time from the last iteration to the next one. */
	private static @Nullable Duration period(PeriodicSpec spec, PeriodicStats stats) {
		if (spec.mode() != PeriodicMode.CRON) {
			return spec.period();
		}
		boolean known = stats.last() != null && stats.next() != null && stats.last().isBefore(stats.next());
		return known ? Duration.between(stats.last(), stats.next()) : null;
	}

	@Override
	public String room() {
		return ThreadedObject.ROOM;
	}

	/** A periodic object does not fail; its iterations do. */
	@Override
	public @Nullable Failure failure() {
		return null;
	}

}
