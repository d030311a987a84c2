package io.heddle.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The last result of each key, until somebody takes it. The oldest one gives way when
 * there are too many. Thread-safe.
 */
final class ResultTable<K, R extends @Nullable Object> {

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	/** The oldest first; guarded by the lock. */
	private final Map<K, WorkerResult<R>> results = new LinkedHashMap<>();

	ResultTable(int capacity) {
		this.capacity = capacity;
	}

	/** Adds a result; gives the one that has to give way for it, if any. */
	@Nullable WorkerResult<R> put(K key, WorkerResult<R> result) {
		return locked(() -> {
			WorkerResult<R> dropped = this.results.remove(key);
			if (dropped == null && this.results.size() >= this.capacity) {
				dropped = this.results.remove(this.results.keySet().iterator().next());
			}
			this.results.put(key, result);
			return dropped;
		});
	}

	@Nullable WorkerResult<R> remove(K key) {
		return locked(() -> this.results.remove(key));
	}

	List<WorkerResult<R>> removeAll() {
		return locked(() -> {
			List<WorkerResult<R>> all = new ArrayList<>(this.results.values());
			this.results.clear();
			return all;
		});
	}

	Map<K, WorkerResult<R>> copy() {
		return locked(() -> new LinkedHashMap<>(this.results));
	}

	int size() {
		return locked(this.results::size);
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
