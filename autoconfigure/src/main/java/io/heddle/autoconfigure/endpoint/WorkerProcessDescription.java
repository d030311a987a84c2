package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.worker.WorkerMode;
import io.heddle.worker.WorkerProcessSnapshot;
import io.heddle.worker.WorkerProcessSnapshot.Counts;
import io.heddle.worker.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * A worker process in full, without the command lines and the environment of its
 * children.
 *
 * @param name its name
 * @param kind {@code process}
 * @param state its state
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param problem why it is not well although it runs, {@code null} if it is
 * @param settings its settings
 * @param counts counts since it was built
 * @param keys how many keys are scheduled
 * @param pauseMillis how long they are silent yet
 * @param children what runs the tasks
 */
public record WorkerProcessDescription(String name, String kind, ActivityState state, Instant since, boolean autoStart,
		@Nullable String problem, Settings settings, Counts counts, int keys, long pauseMillis,
		List<Child> children) implements Description {

	static WorkerProcessDescription of(WorkerProcessSnapshot snapshot) {
		return new WorkerProcessDescription(snapshot.name(), "process", snapshot.activityState(), snapshot.since(),
				snapshot.spec().autoStart(), snapshot.problem(), Settings.of(snapshot.spec()), snapshot.counts(),
				snapshot.keys(), snapshot.pause().toMillis(), snapshot.children().stream().map(Child::of).toList());
	}

	/**
	 * What may be shown of its settings.
	 *
	 * @param mode where tasks run
	 * @param count how many children or threads
	 * @param heapBytes the most memory of the heap of a child, 0 if its JVM decides
	 * @param taskTimeout after which a task has failed, 0 for never
	 * @param maxTasksPerChild after so many tasks a child is replaced, 0 for never
	 * @param restartBackoff how long the first restart waits
	 * @param queueCapacity how many tasks may wait
	 * @param maxFrameBytes the most bytes of a task or a result
	 */
	public record Settings(WorkerMode mode, int count, long heapBytes, Duration taskTimeout, int maxTasksPerChild,
			Duration restartBackoff, int queueCapacity, long maxFrameBytes) {

		static Settings of(WorkerSpec spec) {
			return new Settings(spec.mode(), spec.count(), spec.heap(), spec.taskTimeout(), spec.maxTasksPerChild(),
					spec.restartBackoff(), spec.queueCapacity(), spec.maxFrameSize());
		}

	}

	/**
	 * A child process, or a thread.
	 *
	 * @param pid the number of its process, 0 if there is none
	 * @param state what it does, in a word
	 * @param tasks how many tasks it has run
	 * @param rssBytes how much memory it uses, {@code null} if that is not known
	 * @param cpuMillis how much time of processors it has used, {@code null} if that is
	 * not known
	 * @param startedAt when it was started, {@code null} if there is none
	 */
	public record Child(long pid, String state, long tasks, @Nullable Long rssBytes, @Nullable Long cpuMillis,
			@Nullable Instant startedAt) {

		static Child of(WorkerProcessSnapshot.Child child) {
			Duration cpu = child.cpu();
			return new Child(child.pid(), child.state(), child.tasks(), child.rss(),
					(cpu != null) ? cpu.toMillis() : null, child.startedAt());
		}

	}

}
