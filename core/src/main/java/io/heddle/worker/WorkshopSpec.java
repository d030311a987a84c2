package io.heddle.worker;

import java.time.Duration;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * Settings of a worker in this JVM.
 *
 * @param kind what it is
 * @param name its name
 * @param maxThreads how many threads it may have
 * @param queueCapacity how many jobs may wait
 * @param resultCapacity how many results may wait to be read
 * @param keepAlive how long a thread waits for a job before it ends
 * @param mode the kind of its threads
 * @param autoStart whether it is started with the application
 */
record WorkshopSpec(WorkerKind kind, String name, int maxThreads, int queueCapacity, int resultCapacity,
		Duration keepAlive, ThreadMode mode, boolean autoStart) {

	static final int DEFAULT_QUEUE_CAPACITY = 1000;

	static final int DEFAULT_RESULT_CAPACITY = 1000;

	/** Of a pool; a worker thread keeps its thread as long as it is started. */
	static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(10);

	/** As long as it is started. */
	static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE / 2);

	private static final int MAX_THREADS = 10_000;

	private static final int MAX_CAPACITY = 1 << 24;

	WorkshopSpec {
		Assert.hasText(name, "'name' of a worker must not be empty");
		String title = kind.title(name);
		requireThreads(title, maxThreads);
		requireRange(title, "queueCapacity", queueCapacity, MAX_CAPACITY);
		requireRange(title, "resultCapacity", resultCapacity, MAX_CAPACITY);
		Duration idle = keepAlive;
		Assert.isTrue(!idle.isNegative(),
				() -> "'keepAlive' of %s must be 0 or more but was %s".formatted(title, idle));
	}

	static WorkshopSpec of(WorkerKind kind, String name) {
		return new WorkshopSpec(kind, name, 1, DEFAULT_QUEUE_CAPACITY, DEFAULT_RESULT_CAPACITY,
				(kind == WorkerKind.POOL) ? DEFAULT_KEEP_ALIVE : FOR_EVER, ThreadMode.PLATFORM, true);
	}

	static void requireThreads(String title, int threads) {
		requireRange(title, "maxThreads", threads, MAX_THREADS);
	}

	private static void requireRange(String title, String setting, int value, int max) {
		Assert.isTrue(value >= 1 && value <= max,
				() -> "'%s' of %s must be from 1 to %d but was %d".formatted(setting, title, max, value));
	}

	String title() {
		return this.kind.title(this.name);
	}

	WorkshopSpec maxThreads(int maxThreads) {
		return new WorkshopSpec(this.kind, this.name, maxThreads, this.queueCapacity, this.resultCapacity,
				this.keepAlive, this.mode, this.autoStart);
	}

	WorkshopSpec queueCapacity(int queueCapacity) {
		return new WorkshopSpec(this.kind, this.name, this.maxThreads, queueCapacity, this.resultCapacity,
				this.keepAlive, this.mode, this.autoStart);
	}

	WorkshopSpec resultCapacity(int resultCapacity) {
		return new WorkshopSpec(this.kind, this.name, this.maxThreads, this.queueCapacity, resultCapacity,
				this.keepAlive, this.mode, this.autoStart);
	}

	WorkshopSpec keepAlive(Duration keepAlive) {
		return new WorkshopSpec(this.kind, this.name, this.maxThreads, this.queueCapacity, this.resultCapacity,
				keepAlive, this.mode, this.autoStart);
	}

	WorkshopSpec mode(ThreadMode mode) {
		return new WorkshopSpec(this.kind, this.name, this.maxThreads, this.queueCapacity, this.resultCapacity,
				this.keepAlive, mode, this.autoStart);
	}

	WorkshopSpec autoStart(boolean autoStart) {
		return new WorkshopSpec(this.kind, this.name, this.maxThreads, this.queueCapacity, this.resultCapacity,
				this.keepAlive, this.mode, autoStart);
	}

}
