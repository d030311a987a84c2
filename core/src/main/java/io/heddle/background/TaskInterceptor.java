package io.heddle.background;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Goes around the function of each task, in its thread: for observations and the like.
 */
@FunctionalInterface
public interface TaskInterceptor {

	/**
	 * Calls the function once.
	 * @return its result
	 * @throws Exception what it throws
	 */
	<T extends @Nullable Object> @Nullable T call(ThreadWrapper<T> thread, Callable<T> function) throws Exception;

}
