package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Results in the order in which they came, until somebody reads them. The oldest one
 * gives way when there are too many. Thread-safe.
 */
final class ResultQueue<R extends @Nullable Object> {

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	/** Guarded by the lock. */
	private final ArrayDeque<WorkerResult<R>> results = new ArrayDeque<>();

	ResultQueue(int capacity) {
		this.capacity = capacity;
	}

	/** Adds a result; gives the one that has to give way for it, if any. */
	@Nullable WorkerResult<R> add(WorkerResult<R> result) {
		this.lock.lock();
		try {
			WorkerResult<R> dropped = (this.results.size() >= this.capacity) ? this.results.poll() : null;
			this.results.add(result);
			this.arrived.signal();
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable WorkerResult<R> poll() {
		this.lock.lock();
		try {
			return this.results.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** <b>Blocks</b> until there is one, at most for the limit. */
	@Nullable WorkerResult<R> poll(Duration limit) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = Deadline.nanosOf(limit);
			while (this.results.isEmpty() && left > 0) {
				left = this.arrived.awaitNanos(left);
			}
			return this.results.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<WorkerResult<R>> removeAll() {
		this.lock.lock();
		try {
			List<WorkerResult<R>> all = new ArrayList<>(this.results);
			this.results.clear();
			return all;
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.results.size();
		}
		finally {
			this.lock.unlock();
		}
	}

}
