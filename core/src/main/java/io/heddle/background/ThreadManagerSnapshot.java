package io.heddle.background;

import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A manager as it was at one moment.
 *
 * @param name its name
 * @param activityState its state
 * @param since when it took that state
 * @param spec its settings
 * @param threads how many threads it has
 * @param counts its counts
 * @param active the active tasks, by id
 * @param history the last closed tasks, latest first
 */
public record ThreadManagerSnapshot(String name, ActivityState activityState, Instant since, ThreadManagerSpec spec,
		int threads, Counts counts, List<TaskSnapshot> active, List<TaskSnapshot> history) implements ActivitySnapshot {

	public ThreadManagerSnapshot {
		active = List.copyOf(active);
		history = List.copyOf(history);
	}

	@Override
	public String room() {
		return ThreadManager.ROOM;
	}

	/** A manager does not fail; its tasks do. */
	@Override
	public @Nullable Failure failure() {
		return null;
	}

	/** How many tasks were cancelled whose function goes on nevertheless. */
	public long stuck() {
		return this.active.stream().filter(TaskSnapshot::stuck).count();
	}

	/**
	 * Counts of tasks since the manager was built.
	 *
	 * @param accepted got a handle
	 * @param started began to run
	 * @param succeeded returned
	 * @param failed threw, or could have no thread
	 * @param cancelled were cancelled
	 * @param rejected got no handle
	 * @param waiting wait for a thread now
	 * @param running run now, callbacks included
	 */
	public record Counts(long accepted, long started, long succeeded, long failed, long cancelled, long rejected,
			long waiting, long running) {

	}

}
