package io.heddle.buffer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * How many consumers a buffer has, and what those handed back that left before the end.
 * Both are guarded by one lock, so that no item is handed back when nobody is left to
 * take it.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // all updates are under the lock
final class Consumers {

	private final ReentrantLock lock = new ReentrantLock();

	private final ArrayDeque<Object> returned = new ArrayDeque<>();

	/** The size of {@link #returned}; written under the lock. */
	private volatile int returnedCount;

	/** Written under the lock. */
	private volatile int count;

	int count() {
		return this.count;
	}

	boolean hasReturned() {
		return this.returnedCount > 0;
	}

	void join() {
		this.lock.lock();
		try {
			this.count++;
		}
		finally {
			this.lock.unlock();
		}
	}

	void leave() {
		this.lock.lock();
		try {
			this.count--;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a consumer out that has found the end of the input.
	 * @return false if there is something to do for it still
	 */
	boolean tryEnd(boolean aborted) {
		this.lock.lock();
		try {
			if (this.returnedCount > 0 && !aborted) {
				return false;
			}
			this.count--;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a consumer out and leaves its items to the others.
	 * @return false if there are no others
	 */
	boolean tryLeave(List<?> items) {
		this.lock.lock();
		try {
			if (this.count <= 1) {
				return false;
			}
			this.count--;
			this.returned.addAll(items);
			this.returnedCount = this.returned.size();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Moves items that were handed back to the beginning of {@code run}.
	 * @return how many
	 */
	int claimReturned(@Nullable Object[] run, int max) {
		if (this.returnedCount == 0) {
			return 0;
		}
		this.lock.lock();
		try {
			int claimed = 0;
			while (claimed < max && !this.returned.isEmpty()) {
				run[claimed++] = this.returned.poll();
			}
			this.returnedCount = this.returned.size();
			return claimed;
		}
		finally {
			this.lock.unlock();
		}
	}

}
