package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.background.Overflow;
import io.heddle.background.TaskSnapshot;
import io.heddle.background.ThreadManagerSnapshot;
import io.heddle.background.ThreadManagerSnapshot.Counts;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.thread.ThreadMode;

/**
 * A thread manager in full.
 *
 * @param name its name
 * @param state its state
 * @param since when it took that state
 * @param settings its settings
 * @param threads how many threads it has
 * @param counts counts of tasks since it was built, and of those that are active
 * @param stuck how many tasks were cancelled whose function goes on nevertheless
 * @param active the active tasks, by id
 * @param history the last closed tasks, latest first
 */
public record ThreadManagerDescription(String name, ActivityState state, Instant since, Settings settings, int threads,
		Counts counts, long stuck, List<TaskDescription> active, List<TaskDescription> history) implements Description {

	static ThreadManagerDescription of(ThreadManagerSnapshot manager) {
		return new ThreadManagerDescription(manager.name(), manager.activityState(), manager.since(),
				Settings.of(manager.spec()), manager.threads(), manager.counts(), manager.stuck(),
				describe(manager.active()), describe(manager.history()));
	}

	static List<TaskDescription> describe(List<TaskSnapshot> tasks) {
		return tasks.stream().map(TaskDescription::of).toList();
	}

	/**
	 * What the properties have set.
	 *
	 * @param maxThreads how many tasks may run at the same time
	 * @param queueCapacity how many more may wait
	 * @param overflow what becomes of one more
	 * @param mode the kind of its threads
	 * @param history how many closed tasks it remembers
	 * @param keepAlive how long a platform thread waits for a task before it ends
	 */
	public record Settings(int maxThreads, int queueCapacity, Overflow overflow, ThreadMode mode, int history,
			Duration keepAlive) {

		static Settings of(ThreadManagerSpec spec) {
			return new Settings(spec.maxThreads(), spec.queueCapacity(), spec.overflow(), spec.mode(), spec.history(),
					spec.keepAlive());
		}

	}

}
