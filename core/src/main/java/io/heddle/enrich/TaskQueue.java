package io.heddle.enrich;

/**
 * Where the tasks of a run wait for the workers, in order. It takes as many as its user
 * has: they are his.
 * <p>
 * Thread-safe; no method blocks. What was done before {@code put} <i>happens-before</i>
 * the task is done.
 *
 * @param <T> the tasks
 */
public interface TaskQueue<T> {

	/**
	 * Adds a task, before the workers begin or while one of them is at work.
	 * @throws IllegalStateException if the run has ended
	 */
	void put(T task);

	/** Adds tasks in their order. */
	default void putAll(Iterable<? extends T> tasks) {
		tasks.forEach(this::put);
	}

}
