package io.heddle.periodic;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The minutes in which a {@link CronTab} has done its task, and the last results.
 * Thread-safe.
 */
final class CronJob {

	private final int keep;

	/** The last minute that the schedule has used. */
	private final AtomicReference<@Nullable Instant> served = new AtomicReference<>();

	private final ReentrantLock lock = new ReentrantLock();

	/** The oldest first; guarded by the lock. */
	private final Deque<Object> results = new ArrayDeque<>();

	CronJob(int keep) {
		this.keep = keep;
	}

	static Instant minuteOf(ZonedDateTime at) {
		return at.truncatedTo(ChronoUnit.MINUTES).toInstant();
	}

	/** Uses a minute; false if it has been used. */
	boolean serve(ZonedDateTime at) {
		Instant minute = minuteOf(at);
		return !minute.equals(this.served.getAndSet(minute));
	}

	boolean isServed(ZonedDateTime at) {
		return minuteOf(at).equals(this.served.get());
	}

	/** Runs a task and keeps its result. */
	@Nullable Object run(Callable<?> task) throws Exception {
		Object result = task.call();
		if (result != null) {
			keep(result);
		}
		return result;
	}

	private void keep(Object result) {
		this.lock.lock();
		try {
			this.results.addLast(result);
			if (this.results.size() > this.keep) {
				this.results.removeFirst();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes the oldest result. */
	Optional<Object> poll() {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.results.pollFirst());
		}
		finally {
			this.lock.unlock();
		}
	}

}
