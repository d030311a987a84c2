package io.heddle.enrich;

import java.time.Duration;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * Settings of a {@link ConfigEnricher}.
 *
 * @param name its name
 * @param threads how many workers there are
 * @param failFast whether no task is begun any more after one has failed
 * @param taskTimeout after which a task is interrupted and has failed; 0 for never
 * @param progressInterval how often the number of tasks left is logged; 0 for never
 * @param mode the kind of threads
 */
public record EnrichSpec(String name, int threads, boolean failFast, Duration taskTimeout, Duration progressInterval,
		ThreadMode mode) {

	public static final int DEFAULT_THREADS = 4;

	public static final boolean DEFAULT_FAIL_FAST = false;

	public static final Duration DEFAULT_TASK_TIMEOUT = Duration.ZERO;

	public static final Duration DEFAULT_PROGRESS_INTERVAL = Duration.ofSeconds(10);

	/** The most threads that one enricher may have. */
	public static final int MAX_THREADS = 10_000;

	public EnrichSpec {
		Assert.hasText(name, "'name' of an enricher must not be empty");
		require(name, "threads", threads, threads >= 1 && threads <= MAX_THREADS, "from 1 to " + MAX_THREADS);
		require(name, "task-timeout", taskTimeout, !taskTimeout.isNegative(), "0 or more");
		require(name, "progress-interval", progressInterval, !progressInterval.isNegative(), "0 or more");
	}

	private static void require(String name, String setting, Object value, boolean legal, String range) {
		Assert.isTrue(legal,
				() -> "'%s' of enricher '%s' must be %s but was %s".formatted(setting, name, range, value));
	}

	/** The settings of an enricher of which nothing else is said. */
	public static EnrichSpec of(String name) {
		return new EnrichSpec(name, DEFAULT_THREADS, DEFAULT_FAIL_FAST, DEFAULT_TASK_TIMEOUT, DEFAULT_PROGRESS_INTERVAL,
				ThreadMode.PLATFORM);
	}

	public EnrichSpec name(String name) {
		return new EnrichSpec(name, this.threads, this.failFast, this.taskTimeout, this.progressInterval, this.mode);
	}

	public EnrichSpec threads(int threads) {
		return new EnrichSpec(this.name, threads, this.failFast, this.taskTimeout, this.progressInterval, this.mode);
	}

	public EnrichSpec failFast(boolean failFast) {
		return new EnrichSpec(this.name, this.threads, failFast, this.taskTimeout, this.progressInterval, this.mode);
	}

	public EnrichSpec taskTimeout(Duration taskTimeout) {
		return new EnrichSpec(this.name, this.threads, this.failFast, taskTimeout, this.progressInterval, this.mode);
	}

	public EnrichSpec progressInterval(Duration progressInterval) {
		return new EnrichSpec(this.name, this.threads, this.failFast, this.taskTimeout, progressInterval, this.mode);
	}

	public EnrichSpec mode(ThreadMode mode) {
		return new EnrichSpec(this.name, this.threads, this.failFast, this.taskTimeout, this.progressInterval, mode);
	}

}
