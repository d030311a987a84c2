package io.heddle.worker;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has come of a worker since it was built. Thread-safe.
 */
final class WorkerCounts {

	private final LongAdder done = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder timedOut = new LongAdder();

	private final LongAdder crashed = new LongAdder();

	private final LongAdder cancelled = new LongAdder();

	private final LongAdder joined = new LongAdder();

	private final LongAdder restarts = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	/** A task has been answered by a result. */
	void done() {
		this.done.increment();
	}

	/** A task has been answered by a failure. */
	void failed(Throwable failure) {
		this.failed.increment();
		if (failure instanceof WorkerCrashedException) {
			this.crashed.increment();
		}
		else if (failure instanceof TimeoutException) {
			this.timedOut.increment();
		}
		else if (failure instanceof CancellationException) {
			this.cancelled.increment();
		}
	}

	/** A task has taken that long. */
	void took(long taskNanos) {
		this.nanos.add(taskNanos);
	}

	void joined() {
		this.joined.increment();
	}

	void restarted() {
		this.restarts.increment();
	}

	long doneCount() {
		return this.done.sum();
	}

	long failedCount() {
		return this.failed.sum();
	}

	long timedOutCount() {
		return this.timedOut.sum();
	}

	long crashedCount() {
		return this.crashed.sum();
	}

	/** Tasks that a stop has cancelled. */
	long cancelledCount() {
		return this.cancelled.sum();
	}

	long joinedCount() {
		return this.joined.sum();
	}

	long restartCount() {
		return this.restarts.sum();
	}

	long ended() {
		return doneCount() + failedCount();
	}

	long totalNanos() {
		return this.nanos.sum();
	}

}
