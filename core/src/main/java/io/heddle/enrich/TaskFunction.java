package io.heddle.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Gets the data of a task.
 *
 * @param <T> the tasks
 * @param <D> their data
 */
@FunctionalInterface
public interface TaskFunction<T, D> {

	/**
	 * Gets it.
	 * @return {@code null} or an empty {@code Optional} if there is none
	 */
	@Nullable D doTask(T task) throws Exception;

}
