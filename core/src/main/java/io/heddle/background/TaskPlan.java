package io.heddle.background;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done.
 *
 * @param <T> the result
 * @param name the name that was given to it
 * @param function the function
 * @param callbacks what is called when it has ended
 * @param async whether the task ends when the future ends that the function returns; the
 * result is that of the future then
 */
record TaskPlan<T extends @Nullable Object>(@Nullable String name, ThreadTask<T> function, Callbacks<T> callbacks,
		boolean async) {

	static <T extends @Nullable Object> TaskPlan<T> of(ThreadTask<T> function) {
		return new TaskPlan<>(null, function, Callbacks.none(), false);
	}

}
