package io.heddle.background;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many tasks there were. Thread-safe.
 */
final class TaskCounts {

	private final LongAdder started = new LongAdder();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder cancelled = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	void reject() {
		this.rejected.increment();
	}

	void start() {
		this.started.increment();
	}

	/** Counts a task that is over, and how long it took. */
	void end(Task<?> task, long nanos) {
		if (task.isCancelled()) {
			this.cancelled.increment();
		}
		else if (task.getException() != null) {
			this.failed.increment();
		}
		else {
			this.succeeded.increment();
		}
		this.nanos.add(nanos);
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

	/** How long all tasks that are over took together. */
	long totalNanos() {
		return this.nanos.sum();
	}

	ThreadManagerSnapshot.Counts snapshot(int waiting, int active) {
		return new ThreadManagerSnapshot.Counts(ended() + active, started(), succeeded(), failed(), cancelled(),
				rejected(), waiting, Math.max(0, active - waiting));
	}

}
