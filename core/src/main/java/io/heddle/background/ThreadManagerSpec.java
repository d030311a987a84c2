package io.heddle.background;

import java.time.Duration;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * The settings of a {@link ThreadManager}.
 *
 * @param name its name
 * @param maxThreads how many tasks may run at the same time
 * @param queueCapacity how many more may wait; 0 if none
 * @param overflow what becomes of one more
 * @param mode the kind of its threads
 * @param history how many closed tasks it remembers, with their results
 * @param keepAlive how long a platform thread waits for a task before it ends
 */
public record ThreadManagerSpec(String name, int maxThreads, int queueCapacity, Overflow overflow, ThreadMode mode,
		int history, Duration keepAlive) {

	public static final String DEFAULT_NAME = "threadManager";

	public static final int DEFAULT_MAX_THREADS = 64;

	public static final int DEFAULT_QUEUE_CAPACITY = 1000;

	public static final Overflow DEFAULT_OVERFLOW = Overflow.BLOCK;

	public static final ThreadMode DEFAULT_MODE = ThreadMode.PLATFORM;

	public static final int DEFAULT_HISTORY = 100;

	public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(60);

	/** The most that a bound may be; all places exist from the beginning. */
	public static final int MAX_PLACES = 1 << 22;

	public static final ThreadManagerSpec DEFAULT = new ThreadManagerSpec(DEFAULT_NAME, DEFAULT_MAX_THREADS,
			DEFAULT_QUEUE_CAPACITY, DEFAULT_OVERFLOW, DEFAULT_MODE, DEFAULT_HISTORY, DEFAULT_KEEP_ALIVE);

	public ThreadManagerSpec {
		Assert.hasText(name, "'name' of a thread manager must not be empty");
		String manager = name;
		int threads = maxThreads;
		int capacity = queueCapacity;
		int kept = history;
		Duration idle = keepAlive;
		Assert.isTrue(threads >= 1 && threads <= MAX_PLACES,
				() -> "'max-threads' of thread manager '%s' must be from 1 to %d but was %d".formatted(manager,
						MAX_PLACES, threads));
		Assert.isTrue(capacity >= 0 && capacity <= MAX_PLACES,
				() -> "'queue-capacity' of thread manager '%s' must be from 0 to %d but was %d".formatted(manager,
						MAX_PLACES, capacity));
		Assert.isTrue(kept >= 0 && kept <= MAX_PLACES,
				() -> "'history' of thread manager '%s' must be from 0 to %d but was %d".formatted(manager, MAX_PLACES,
						kept));
		Assert.isTrue(!idle.isNegative(),
				() -> "'keep-alive' of thread manager '%s' must not be negative but was %s".formatted(manager, idle));
	}

	public ThreadManagerSpec name(String name) {
		return new ThreadManagerSpec(name, this.maxThreads, this.queueCapacity, this.overflow, this.mode, this.history,
				this.keepAlive);
	}

	public ThreadManagerSpec maxThreads(int maxThreads) {
		return new ThreadManagerSpec(this.name, maxThreads, this.queueCapacity, this.overflow, this.mode, this.history,
				this.keepAlive);
	}

	public ThreadManagerSpec queueCapacity(int queueCapacity) {
		return new ThreadManagerSpec(this.name, this.maxThreads, queueCapacity, this.overflow, this.mode, this.history,
				this.keepAlive);
	}

	public ThreadManagerSpec overflow(Overflow overflow) {
		return new ThreadManagerSpec(this.name, this.maxThreads, this.queueCapacity, overflow, this.mode, this.history,
				this.keepAlive);
	}

	public ThreadManagerSpec mode(ThreadMode mode) {
		return new ThreadManagerSpec(this.name, this.maxThreads, this.queueCapacity, this.overflow, mode, this.history,
				this.keepAlive);
	}

	public ThreadManagerSpec history(int history) {
		return new ThreadManagerSpec(this.name, this.maxThreads, this.queueCapacity, this.overflow, this.mode, history,
				this.keepAlive);
	}

	public ThreadManagerSpec keepAlive(Duration keepAlive) {
		return new ThreadManagerSpec(this.name, this.maxThreads, this.queueCapacity, this.overflow, this.mode,
				this.history, keepAlive);
	}

	/** How many tasks may be active at the same time. */
	int places() {
		return this.maxThreads + this.queueCapacity;
	}

}
