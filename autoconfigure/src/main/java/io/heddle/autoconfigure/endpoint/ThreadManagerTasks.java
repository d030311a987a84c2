package io.heddle.autoconfigure.endpoint;

import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.background.ThreadManagerSnapshot;

/**
 * A thread manager among others: its tasks.
 *
 * @param state its state
 * @param since when it took that state
 * @param active the active tasks, by id
 * @param history the last closed tasks, latest first
 */
public record ThreadManagerTasks(ActivityState state, Instant since, List<TaskDescription> active,
		List<TaskDescription> history) implements Description {

	static ThreadManagerTasks of(ThreadManagerSnapshot manager) {
		return new ThreadManagerTasks(manager.activityState(), manager.since(),
				ThreadManagerDescription.describe(manager.active()),
				ThreadManagerDescription.describe(manager.history()));
	}

}
