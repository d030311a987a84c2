package io.heddle.background;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many tasks there were. Thread-safe.
 */
final class TaskCounts {

	private final LongAdder accepted = new LongAdder();

	private final LongAdder started = new LongAdder();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder cancelled = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	/** Those of the cancelled and the failed that never began. */
	private final LongAdder refused = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	void accept() {
		this.accepted.increment();
	}

	void reject() {
		this.rejected.increment();
	}

	void start() {
		this.started.increment();
	}

	/** Counts a task that is over. */
	void end(Task<?> task, long now) {
		LongAdder outcome = this.succeeded;
		if (task.isCancelled()) {
			outcome = this.cancelled;
		}
		else if (task.getException() != null) {
			outcome = this.failed;
		}
		outcome.increment();
		if (task.isStarted()) {
			this.nanos.add(now - task.startNanos());
		}
		else {
			this.refused.increment();
		}
	}

	long succeeded() {
		return this.succeeded.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	long cancelled() {
		return this.cancelled.sum();
	}

	long rejected() {
		return this.rejected.sum();
	}

	long started() {
		return this.started.sum();
	}

	long ended() {
		return succeeded() + failed() + cancelled();
	}

	/** How many have ended that had begun. */
	long endedAfterStart() {
		return ended() - this.refused.sum();
	}

	/** How long those took together. */
	long totalNanos() {
		return this.nanos.sum();
	}

	ThreadManagerSnapshot.Counts snapshot(int waiting, int active) {
		return new ThreadManagerSnapshot.Counts(this.accepted.sum(), started(), succeeded(), failed(), cancelled(),
				rejected(), waiting, Math.max(0, active - waiting));
	}

}
