package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.activity.SafeLog;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something when a time has come, unless it is cancelled before. One thread, from
 * the first limit to the close, which sleeps until the earliest.
 * <p>
 * Thread-safe. Actions are run without a lock, and must be short.
 */
final class TaskLimits {

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	/** When there is no limit. */
	private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

	private final String name;

	private final ThreadSource source;

	private final Ticker ticker;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final Set<Limit> limits = new HashSet<>();

	/** Guarded by the lock. */
	private @Nullable Thread thread;

	/** Until when the thread sleeps; guarded by the lock. */
	private long planNanos;

	/** Guarded by the lock. */
	private boolean closed;

	TaskLimits(String name, ThreadSource source, Ticker ticker) {
		this.name = name;
		this.source = source;
		this.ticker = ticker;
	}

	/** Has an action run at that time of the ticker. */
	Limit set(long atNanos, Runnable action) {
		Limit limit = new Limit(atNanos, action);
		while (!add(limit)) {
			begin();
		}
		return limit;
	}

	/** False if there is no thread yet. */
	private boolean add(Limit limit) {
		this.lock.lock();
		try {
			if (this.closed) {
				return true;
			}
			if (this.thread == null) {
				return false;
			}
			this.limits.add(limit);
			if (limit.atNanos - this.planNanos < 0) {
				this.planNanos = limit.atNanos;
				LockSupport.unpark(this.thread);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The source of threads is code of others, so it is not asked under the lock. */
	private void begin() {
		Thread made = Objects.requireNonNull(this.source.newThread(this.name, this::watch), "no thread");
		if (!appoint(null, made)) {
			return;
		}
		try {
			made.start();
		}
		catch (Throwable ex) {
			appoint(made, null);
			throw ex;
		}
	}

	private boolean appoint(@Nullable Thread before, @Nullable Thread next) {
		this.lock.lock();
		try {
			boolean legal = this.thread == before;
			if (legal) {
				this.thread = next;
				this.planNanos = this.ticker.nanos();
			}
			return legal;
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			LockSupport.unpark(this.thread);
		}
		finally {
			this.lock.unlock();
		}
	}

	@SuppressWarnings("Interruption") // meant for nobody
	private void watch() {
		for (List<Limit> passed = passed(); passed != null; passed = passed()) {
			passed.forEach(this::act);
			Thread.interrupted();
			long until = this.planNanos();
			if (passed.isEmpty()) {
				this.ticker.parkUntil(this, until);
			}
		}
	}

	private long planNanos() {
		this.lock.lock();
		try {
			return this.planNanos;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Those whose time has come; {@code null} at the end. */
	private @Nullable List<Limit> passed() {
		List<Limit> passed = new ArrayList<>();
		this.lock.lock();
		try {
			if (this.closed) {
				return null;
			}
			long now = this.ticker.nanos();
			long first = LONG_NANOS;
			for (Limit limit : this.limits) {
				long left = limit.atNanos - now;
				if (left <= 0) {
					passed.add(limit);
				}
				first = Math.min(first, left);
			}
			this.limits.removeAll(passed);
			this.planNanos = now + first;
		}
		finally {
			this.lock.unlock();
		}
		return passed;
	}

	private void act(Limit limit) {
		try {
			limit.action.run();
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("Thread '{}' has met a failure", this.name, ex));
		}
	}

	/** Something that is to be done at a time. */
	final class Limit {

		private final long atNanos;

		private final Runnable action;

		Limit(long atNanos, Runnable action) {
			this.atNanos = atNanos;
			this.action = action;
		}

		/** It is not done any more, unless it is being done at this moment. */
		void cancel() {
			TaskLimits.this.lock.lock();
			try {
				TaskLimits.this.limits.remove(this);
			}
			finally {
				TaskLimits.this.lock.unlock();
			}
		}

	}

}
