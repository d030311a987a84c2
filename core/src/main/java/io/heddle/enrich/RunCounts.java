package io.heddle.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come of the tasks of a run so far. Thread-safe.
 */
final class RunCounts {

	private final LongAdder saved = new LongAdder();

	private final LongAdder empty = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private final AtomicLong failed = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final List<TaskFailure<?>> failures = new ArrayList<>();

	/** Tasks that have failed or were skipped; guarded by the lock. */
	private final List<Object> undone = new ArrayList<>();

	void saved() {
		this.saved.increment();
	}

	void empty() {
		this.empty.increment();
	}

	void skipped(Object task) {
		this.skipped.increment();
		this.lock.lock();
		try {
			this.undone.add(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	void failed(Object task, Throwable cause) {
		this.lock.lock();
		try {
			this.failed.getAndIncrement();
			this.undone.add(task);
			if (this.failures.size() < EnrichReport.MAX_FAILURES) {
				this.failures.add(new TaskFailure<>(task, cause));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	List<TaskFailure<?>> failures() {
		this.lock.lock();
		try {
			return List.copyOf(this.failures);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** All tasks that have failed or were skipped, in the order in which they did. */
	List<Object> undone() {
		this.lock.lock();
		try {
			return List.copyOf(this.undone);
		}
		finally {
			this.lock.unlock();
		}
	}

	Totals totals() {
		return new Totals(this.saved.sum(), this.empty.sum(), this.failed.get(), this.skipped.sum());
	}

	/**
	 * The numbers of one or several runs.
	 *
	 * @param saved tasks whose data was saved
	 * @param empty tasks without data
	 * @param failed tasks that have failed
	 * @param skipped tasks that were not begun
	 */
	record Totals(long saved, long empty, long failed, long skipped) {

		static final Totals NONE = new Totals(0, 0, 0, 0);

		Totals plus(Totals other) {
			return new Totals(this.saved + other.saved, this.empty + other.empty, this.failed + other.failed,
					this.skipped + other.skipped);
		}

	}

}
