package io.heddle.pipeline;

import java.time.Duration;

import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The settings of one stage. Immutable; a method named like a component gives a copy in
 * which that component is different.
 *
 * @param name unique within the pipeline, without dots
 * @param threads how many threads work in the stage
 * @param queueCapacity how many items may wait in front of the stage; {@code null} means
 * {@link #DEFAULT_QUEUE_CAPACITY}, and a frontend has no queue in front of it
 * @param mode the kind of its threads, or {@code null} for the pipeline's
 * @param onError what becomes of an item that has finally failed
 * @param retry how a failed item is tried again before that
 * @param batchSize the largest batch of a {@link BatchBackend}
 * @param batchTimeout how long the first item of a batch waits at most for the batch to
 * fill
 */
public record StageSpec(String name, int threads, @Nullable Integer queueCapacity, @Nullable ThreadMode mode,
		OnError onError, RetrySpec retry, int batchSize, Duration batchTimeout) {

	public static final int DEFAULT_THREADS = 1;

	public static final int DEFAULT_QUEUE_CAPACITY = 1024;

	public static final int DEFAULT_BATCH_SIZE = 100;

	public static final Duration DEFAULT_BATCH_TIMEOUT = Duration.ofMillis(200);

	public static final OnError DEFAULT_ON_ERROR = OnError.STOP;

	/** More threads than this are taken for a mistake. */
	public static final int MAX_THREADS = 100_000;

	/** A larger queue than this is taken for a mistake. */
	public static final int MAX_QUEUE_CAPACITY = 1 << 24;

	public StageSpec {
		Assert.hasText(name, "'name' of a stage must not be empty");
		Assert.isTrue(name.indexOf('.') < 0, () -> "'name' of stage '%s' must not have a dot".formatted(name));
		requireRange(name, "threads", threads, MAX_THREADS);
		if (queueCapacity != null) {
			requireRange(name, "queue-capacity", queueCapacity, MAX_QUEUE_CAPACITY);
		}
		requireRange(name, "batch-size", batchSize, Integer.MAX_VALUE);
		Assert.isTrue(!batchTimeout.isNegative() && !batchTimeout.isZero(),
				() -> "'batch-timeout' of stage '%s' must be positive but was %s".formatted(name, batchTimeout));
	}

	/** A stage with all defaults. */
	public static StageSpec named(String name) {
		return new StageSpec(name, DEFAULT_THREADS, null, null, DEFAULT_ON_ERROR, RetrySpec.OFF, DEFAULT_BATCH_SIZE,
				DEFAULT_BATCH_TIMEOUT);
	}

	static void requireThreads(String stage, int threads) {
		requireRange(stage, "threads", threads, MAX_THREADS);
	}

	private static void requireRange(String stage, String setting, int value, int max) {
		Assert.isTrue(value >= 1 && value <= max,
				() -> "'%s' of stage '%s' must be at least 1 and at most %d but was %d".formatted(setting, stage, max,
						value));
	}

	public StageSpec name(String name) {
		return new StageSpec(name, this.threads, this.queueCapacity, this.mode, this.onError, this.retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec threads(int threads) {
		return new StageSpec(this.name, threads, this.queueCapacity, this.mode, this.onError, this.retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec queueCapacity(int queueCapacity) {
		return new StageSpec(this.name, this.threads, queueCapacity, this.mode, this.onError, this.retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec mode(@Nullable ThreadMode mode) {
		return new StageSpec(this.name, this.threads, this.queueCapacity, mode, this.onError, this.retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec onError(OnError onError) {
		return new StageSpec(this.name, this.threads, this.queueCapacity, this.mode, onError, this.retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec retry(RetrySpec retry) {
		return new StageSpec(this.name, this.threads, this.queueCapacity, this.mode, this.onError, retry,
				this.batchSize, this.batchTimeout);
	}

	public StageSpec batchSize(int batchSize) {
		return new StageSpec(this.name, this.threads, this.queueCapacity, this.mode, this.onError, this.retry,
				batchSize, this.batchTimeout);
	}

	public StageSpec batchTimeout(Duration batchTimeout) {
		return new StageSpec(this.name, this.threads, this.queueCapacity, this.mode, this.onError, this.retry,
				this.batchSize, batchTimeout);
	}

}
