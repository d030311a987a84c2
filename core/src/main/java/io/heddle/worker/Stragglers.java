package io.heddle.worker;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.heddle.activity.SafeLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a worker that were given up, since their tasks ignore interrupts, until
 * they come back; those of earlier starts too. Thread-safe.
 */
final class Stragglers {

	/** So many are named. */
	private static final int MAX_NAMES = 10;

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final String worker;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final Set<LaneRun> runs = new LinkedHashSet<>();

	Stragglers(String worker) {
		this.worker = worker;
	}

	/** A run has been given up, unless it has come back meanwhile. */
	void add(LaneRun run) {
		boolean added;
		this.lock.lock();
		try {
			added = !run.isOver() && this.runs.add(run);
		}
		finally {
			this.lock.unlock();
		}
		if (added) {
			SafeLog.log(() -> logger.warn("Worker '{}' has given up thread '{}': its task ignores its interrupt",
					this.worker, run.name()));
		}
	}

	/** It has come back. */
	void remove(LaneRun run) {
		this.lock.lock();
		try {
			this.runs.remove(run);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What is said if there are more than that, {@code null} if there are not. */
	@Nullable String complaint(int most) {
		this.lock.lock();
		try {
			if (this.runs.size() <= most) {
				return null;
			}
			String names = this.runs.stream().limit(MAX_NAMES).map(LaneRun::name).collect(Collectors.joining(", "));
			return "%d threads of worker '%s' are stuck in tasks that ignore interrupts (%s%s), more than %d: tasks wait until one of them returns"
				.formatted(this.runs.size(), this.worker, names, (this.runs.size() > MAX_NAMES) ? ", ..." : "", most);
		}
		finally {
			this.lock.unlock();
		}
	}

}
