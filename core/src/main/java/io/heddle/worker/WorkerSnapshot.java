package io.heddle.worker;

import java.time.Instant;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A worker of this JVM as it was at one moment. Jobs and results are not in it.
 *
 * @param name its name
 * @param kind what it is
 * @param activityState its state
 * @param since when it took that state
 * @param threads how many threads it has of its own
 * @param maxThreads how many it may have; 0 if it works in a thread of others
 * @param queueCapacity how many jobs may wait
 * @param counts how many there are, and how many there were
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record WorkerSnapshot(String name, WorkerKind kind, ActivityState activityState, Instant since, int threads,
		int maxThreads, int queueCapacity, Counts counts, @Nullable String problem) implements ActivitySnapshot {

	@Override
	public String room() {
		return Worker.ROOM;
	}

	/** A worker does not fail; its jobs do. */
	@Override
	public @Nullable Failure failure() {
		return null;
	}

	/**
	 * Counts of jobs since the worker was built.
	 *
	 * @param queued wait now
	 * @param running run now
	 * @param done have ended well
	 * @param failed have thrown
	 * @param rejected were not accepted
	 * @param unread results that nobody has read yet
	 * @param dropped results that gave way to later ones before they were read
	 */
	public record Counts(long queued, long running, long done, long failed, long rejected, long unread, long dropped) {

	}

}
