package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;

import io.heddle.activity.ActivityState;
import io.heddle.enrich.EnrichSnapshot;
import io.heddle.enrich.EnrichSpec;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

/**
 * An enricher in full.
 *
 * @param name its name
 * @param state its state
 * @param since when it took that state
 * @param failure why its last run failed, if it did
 * @param settings its settings
 * @param left tasks of the present run that wait or are under way
 * @param runs how many runs have ended
 * @param failedRuns how many of them have failed
 * @param runTime how long all of them took
 * @param tasks what has come of the tasks of all runs
 */
public record EnrichDescription(String name, ActivityState state, Instant since, @Nullable FailureDescription failure,
		Settings settings, long left, long runs, long failedRuns, Duration runTime,
		Tasks tasks) implements Description {

	static EnrichDescription of(EnrichSnapshot enricher) {
		EnrichSnapshot.Tasks tasks = enricher.tasks();
		return new EnrichDescription(enricher.name(), enricher.activityState(), enricher.since(),
				FailureDescription.of(enricher.failure()), Settings.of(enricher.spec()), enricher.left(),
				enricher.runs(), enricher.failedRuns(), enricher.runTime(),
				new Tasks(tasks.saved(), tasks.empty(), tasks.failed(), tasks.skipped()));
	}

	/**
	 * Its settings.
	 *
	 * @param threads how many workers there are
	 * @param failFast whether no task is begun any more after one has failed
	 * @param taskTimeout after which a task has failed; 0 for never
	 * @param progressInterval how often the number of tasks left is logged; 0 for never
	 * @param mode the kind of threads
	 */
	public record Settings(int threads, boolean failFast, Duration taskTimeout, Duration progressInterval,
			ThreadMode mode) {

		static Settings of(EnrichSpec spec) {
			return new Settings(spec.threads(), spec.failFast(), spec.taskTimeout(), spec.progressInterval(),
					spec.mode());
		}

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
