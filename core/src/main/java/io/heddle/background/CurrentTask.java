package io.heddle.background;

import org.jspecify.annotations.Nullable;

/**
 * Which task a thread runs.
 */
final class CurrentTask {

	private static final ThreadLocal<@Nullable Task<?>> CURRENT = new ThreadLocal<>();

	private CurrentTask() {
	}

	static ThreadWrapper<?> get() {
		Task<?> task = CURRENT.get();
		if (task == null) {
			throw new IllegalStateException("Thread '%s' runs no background task: ask for it inside one"
				.formatted(Thread.currentThread().getName()));
		}
		return task;
	}

	static @Nullable Task<?> peek() {
		return CURRENT.get();
	}

	/** Sets the task; what comes back is to be set afterwards. */
	static @Nullable Task<?> set(@Nullable Task<?> task) {
		Task<?> before = CURRENT.get();
		if (task != null) {
			CURRENT.set(task);
		}
		else {
			CURRENT.remove();
		}
		return before;
	}

}
