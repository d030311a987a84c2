package io.heddle.autoconfigure.endpoint;

import java.time.Instant;
import java.util.Locale;

import io.heddle.activity.ActivityState;
import io.heddle.worker.WorkerProcessSnapshot;
import io.heddle.worker.WorkerSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A worker among others.
 *
 * @param state its state
 * @param since when it took that state
 * @param kind what it is: thread, singleton, pool, ui or process
 * @param queued how many tasks wait
 * @param running how many tasks run
 * @param done how many have ended well
 * @param failed how many have failed
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record WorkerOverview(ActivityState state, Instant since, String kind, long queued, long running, long done,
		long failed, @Nullable String problem) implements Description {

	static WorkerOverview of(WorkerSnapshot snapshot) {
		WorkerSnapshot.Counts counts = snapshot.counts();
		return new WorkerOverview(snapshot.activityState(), snapshot.since(),
				snapshot.kind().name().toLowerCase(Locale.ROOT), counts.queued(), counts.running(), counts.done(),
				counts.failed(), snapshot.problem());
	}

	static WorkerOverview of(WorkerProcessSnapshot snapshot) {
		WorkerProcessSnapshot.Counts counts = snapshot.counts();
		return new WorkerOverview(snapshot.activityState(), snapshot.since(), "process", counts.queued(),
				counts.running(), counts.done(), counts.failed(), snapshot.problem());
	}

}
