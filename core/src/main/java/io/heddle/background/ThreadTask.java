package io.heddle.background;

import org.jspecify.annotations.Nullable;

/**
 * A function that runs in the background and is given its own handle, to say how far it
 * is.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface ThreadTask<T extends @Nullable Object> {

	/**
	 * Does the work, in a thread of the manager. An interrupt means that it was
	 * cancelled.
	 */
	@Nullable T run(ThreadWrapper<T> thread) throws Exception;

}
