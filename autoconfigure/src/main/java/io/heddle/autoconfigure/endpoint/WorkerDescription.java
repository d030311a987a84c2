package io.heddle.autoconfigure.endpoint;

import java.time.Instant;
import java.util.Locale;

import io.heddle.activity.ActivityState;
import io.heddle.worker.WorkerSnapshot;
import io.heddle.worker.WorkerSnapshot.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A worker of this JVM in full.
 *
 * @param name its name
 * @param kind what it is: thread, singleton, pool or ui
 * @param state its state
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param problem why it is not well although it runs, {@code null} if it is
 * @param threads how many threads it has of its own
 * @param maxThreads how many it may have, 0 if it works in a thread of others
 * @param queueCapacity how many tasks may wait
 * @param counts counts since it was built
 */
public record WorkerDescription(String name, String kind, ActivityState state, Instant since, boolean autoStart,
		@Nullable String problem, int threads, int maxThreads, int queueCapacity,
		Counts counts) implements Description {

	static WorkerDescription of(WorkerSnapshot snapshot, boolean autoStart) {
		return new WorkerDescription(snapshot.name(), snapshot.kind().name().toLowerCase(Locale.ROOT),
				snapshot.activityState(), snapshot.since(), autoStart, snapshot.problem(), snapshot.threads(),
				snapshot.maxThreads(), snapshot.queueCapacity(), snapshot.counts());
	}

}
