package io.heddle.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A worker as it was at one moment. Tasks and results are not in it.
 *
 * @param name its name
 * @param activityState its state
 * @param since when it took that state
 * @param spec its settings
 * @param counts what has come of it since it was built
 * @param pause how long scheduled keys are silent yet
 * @param children what runs the tasks: one for each that there may be
 * @param keys how many keys are scheduled
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record WorkerProcessSnapshot(String name, ActivityState activityState, Instant since, WorkerSpec spec,
		Counts counts, Duration pause, List<Child> children, int keys,
		@Nullable String problem) implements ActivitySnapshot {

	public WorkerProcessSnapshot {
		children = List.copyOf(children);
	}

	@Override
	public String room() {
		return WorkerProcess.ROOM;
	}

	/** A worker does not fail; its tasks do. */
	@Override
	public @Nullable Failure failure() {
		return null;
	}

	/**
	 * How many there are, and how many there were.
	 *
	 * @param queued tasks that wait
	 * @param running tasks that run
	 * @param done tasks that have given a result
	 * @param failed tasks that have not, for whatever reason
	 * @param timedOut those of them that took too long
	 * @param crashed those of them whose child has ended
	 * @param joined requests that were answered by a task that waited already
	 * @param restarts children or threads that have taken the place of another one
	 */
	public record Counts(long queued, long running, long done, long failed, long timedOut, long crashed, long joined,
			long restarts) {

	}

	/**
	 * What runs tasks: a child process, or a thread.
	 *
	 * @param pid the number of its process, 0 if there is none
	 * @param state what it does, in a word
	 * @param tasks how many tasks it has run
	 * @param rss how many bytes of memory it uses, {@code null} if that is not known
	 * @param cpu how much time of processors it has used, {@code null} if that is not
	 * known
	 * @param startedAt when it was started, {@code null} if there is none
	 */
	public record Child(long pid, String state, long tasks, @Nullable Long rss, @Nullable Duration cpu,
			@Nullable Instant startedAt) {

	}

}
