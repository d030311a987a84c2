package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * Settings of a {@link WorkerProcess}.
 *
 * @param name its name
 * @param mode whether tasks run in child processes or in threads
 * @param count how many of them there are
 * @param heap the most memory of the heap of a child, in bytes; 0 to leave it to the JVM
 * @param taskTimeout after which a task has failed and what runs it is replaced; 0 for
 * never
 * @param maxTasksPerChild after so many tasks a child is replaced by a new one; 0 for
 * never
 * @param restartBackoff how long the first restart of a child that has died waits; each
 * further one twice as long, up to {@link #MAX_RESTART_BACKOFF}
 * @param queueCapacity how many tasks may wait
 * @param maxFrameSize the most bytes of a task or a result on its way
 * @param jvmArgs further options of the JVM of a child
 * @param allowedTypes what may travel besides the value types of the JDK: names of
 * classes, of packages followed by {@code .*}, or by {@code .**} for those below too
 * @param environment variables of a child besides the locale and the path
 * @param threadMode the kind of the threads of this process
 * @param autoStart whether it is started with the application
 */
public record WorkerSpec(String name, WorkerMode mode, int count, long heap, Duration taskTimeout, int maxTasksPerChild,
		Duration restartBackoff, int queueCapacity, long maxFrameSize, List<String> jvmArgs, List<String> allowedTypes,
		Map<String, String> environment, ThreadMode threadMode, boolean autoStart) {

	public static final WorkerMode DEFAULT_MODE = WorkerMode.PROCESS;

	public static final int DEFAULT_COUNT = 1;

	/** As the JVM has it. */
	public static final long DEFAULT_HEAP = 0;

	/** None. */
	public static final Duration DEFAULT_TASK_TIMEOUT = Duration.ZERO;

	/** Any number. */
	public static final int DEFAULT_MAX_TASKS_PER_CHILD = 0;

	public static final Duration DEFAULT_RESTART_BACKOFF = Duration.ofSeconds(1);

	/** The longest that a restart waits, unless the first waits longer. */
	public static final Duration MAX_RESTART_BACKOFF = Duration.ofSeconds(30);

	public static final int DEFAULT_QUEUE_CAPACITY = 1000;

	public static final long DEFAULT_MAX_FRAME_SIZE = 8 << 20;

	/** The least heap of a child; below that a JVM hardly starts. */
	public static final long MIN_HEAP = 8 << 20;

	/** The most children or threads that one worker may have. */
	public static final int MAX_COUNT = 1000;

	/** The most that the largest frame may have. */
	public static final long LARGEST_FRAME = 1 << 30;

	/** The least that the largest frame may have. */
	public static final long LEAST_FRAME = 1024;

	public WorkerSpec {
		Assert.hasText(name, "'name' of a worker must not be empty");
		require(name, "count", count, count >= 1 && count <= MAX_COUNT, "from 1 to " + MAX_COUNT);
		require(name, "heap", heap, heap == 0 || heap >= MIN_HEAP, "0 or at least " + MIN_HEAP + " bytes");
		require(name, "task-timeout", taskTimeout, !taskTimeout.isNegative(), "0 or more");
		require(name, "max-tasks-per-child", maxTasksPerChild, maxTasksPerChild >= 0, "0 or more");
		require(name, "restart-backoff", restartBackoff, restartBackoff.toMillis() >= 1, "at least 1 ms");
		require(name, "queue-capacity", queueCapacity, queueCapacity >= 1, "at least 1");
		require(name, "max-frame-size", maxFrameSize, maxFrameSize >= LEAST_FRAME && maxFrameSize <= LARGEST_FRAME,
				"from " + LEAST_FRAME + " to " + LARGEST_FRAME + " bytes");
		jvmArgs = List.copyOf(jvmArgs);
		allowedTypes = List.copyOf(allowedTypes);
		environment = Map.copyOf(environment);
		for (String variable : environment.keySet()) {
			require(name, "environment", variable, !variable.isEmpty() && variable.indexOf('=') < 0,
					"names of variables, without '=',");
		}
		for (String type : allowedTypes) {
			require(name, "allowed-types", type, AllowedTypes.isPattern(type),
					"names of classes, or of packages followed by '.*' or '.**',");
		}
	}

	private static void require(String name, String setting, Object value, boolean legal, String range) {
		Assert.isTrue(legal, () -> "'%s' of worker '%s' must be %s but was %s".formatted(setting, name, range, value));
	}

	/** Whether that can be one of the {@link #allowedTypes}. */
	public static boolean isTypePattern(String text) {
		return AllowedTypes.isPattern(text);
	}

	/** The settings of a worker of which nothing else is said. */
	public static WorkerSpec of(String name) {
		return new WorkerSpec(name, DEFAULT_MODE, DEFAULT_COUNT, DEFAULT_HEAP, DEFAULT_TASK_TIMEOUT,
				DEFAULT_MAX_TASKS_PER_CHILD, DEFAULT_RESTART_BACKOFF, DEFAULT_QUEUE_CAPACITY, DEFAULT_MAX_FRAME_SIZE,
				List.of(), List.of(), Map.of(), ThreadMode.PLATFORM, true);
	}

	public WorkerSpec mode(WorkerMode mode) {
		return new WorkerSpec(this.name, mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec count(int count) {
		return new WorkerSpec(this.name, this.mode, count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec heap(long heap) {
		return new WorkerSpec(this.name, this.mode, this.count, heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec taskTimeout(Duration taskTimeout) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec maxTasksPerChild(int maxTasksPerChild) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec restartBackoff(Duration restartBackoff) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec queueCapacity(int queueCapacity) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec maxFrameSize(long maxFrameSize) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec jvmArgs(List<String> jvmArgs) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec allowedTypes(List<String> allowedTypes) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, allowedTypes,
				this.environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec environment(Map<String, String> environment) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				environment, this.threadMode, this.autoStart);
	}

	public WorkerSpec threadMode(ThreadMode threadMode) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, threadMode, this.autoStart);
	}

	public WorkerSpec autoStart(boolean autoStart) {
		return new WorkerSpec(this.name, this.mode, this.count, this.heap, this.taskTimeout, this.maxTasksPerChild,
				this.restartBackoff, this.queueCapacity, this.maxFrameSize, this.jvmArgs, this.allowedTypes,
				this.environment, this.threadMode, autoStart);
	}

}
