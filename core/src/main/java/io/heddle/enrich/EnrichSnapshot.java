package io.heddle.enrich;

import java.time.Duration;
import java.time.Instant;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An enricher as it was at one moment. Tasks and data are not in it.
 *
 * @param name its name
 * @param activityState its state
 * @param since when it took that state
 * @param spec its settings
 * @param left tasks of the present run that wait or are under way
 * @param runs how many runs have ended
 * @param failedRuns how many of them have failed
 * @param runTime how long all of them took
 * @param tasks what has come of the tasks of all runs
 * @param failure that of the last run, if it has failed
 */
public record EnrichSnapshot(String name, ActivityState activityState, Instant since, EnrichSpec spec, long left,
		long runs, long failedRuns, Duration runTime, Tasks tasks,
		@Nullable Failure failure) implements ActivitySnapshot {

	@Override
	public String room() {
		return ConfigEnricher.ROOM;
	}

	/**
	 * How many tasks.
	 *
	 * @param saved those whose data was saved
	 * @param empty those without data
	 * @param failed those that have failed
	 * @param skipped those that were not begun
	 */
	public record Tasks(long saved, long empty, long failed, long skipped) {

	}

}
