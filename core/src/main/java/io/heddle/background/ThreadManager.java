package io.heddle.background;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import io.heddle.activity.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in the background, in a bounded number of threads, and knows all of
 * them.
 * <p>
 * At most {@code max-threads} tasks run and at most {@code queue-capacity} wait; what
 * becomes of more is for {@link Overflow} to say. Threads are daemons, named, and made
 * when they are needed: on platform threads a thread takes one task after the other and
 * ends after some idle time, on virtual threads each task has one of its own. A task
 * leaves its thread as it found it: name, priority, context class loader, interrupt and
 * logging context.
 * <p>
 * A manager takes tasks as soon as it is built. After {@code stop} it takes none; it may
 * be started again.
 * <p>
 * Thread-safe.
 */
public interface ThreadManager extends Activity, AutoCloseable {

	/** The word of its room. */
	String ROOM = "background";

	/**
	 * Runs a task that is given its own handle.
	 * @throws RejectedExecutionException if the manager has stopped or has no place
	 */
	<T extends @Nullable Object> ThreadWrapper<T> doAsync(ThreadTask<T> task);

	/**
	 * Runs a task that returns something.
	 * @throws RejectedExecutionException if the manager has stopped or has no place
	 */
	<T extends @Nullable Object> ThreadWrapper<T> doAsync(Callable<T> task);

	/**
	 * Runs a task that returns nothing.
	 * @throws RejectedExecutionException if the manager has stopped or has no place
	 */
	ThreadWrapper<@Nullable Void> doAsync(Runnable task);

	<T extends @Nullable Object> TaskBuilder<T> task(ThreadTask<T> task);

	<T extends @Nullable Object> TaskBuilder<T> task(Callable<T> task);

	TaskBuilder<@Nullable Void> task(Runnable task);

	/**
	 * A method by its name, with the arguments that {@link TaskBuilder#args} will give.
	 * The task has the name of the method.
	 */
	TaskBuilder<@Nullable Object> task(Object bean, String method);

	/**
	 * A task that ends when the stage completes that it returns, with the result of that.
	 * In between it holds a place and no thread.
	 */
	<T extends @Nullable Object> TaskBuilder<T> asyncTask(Callable<? extends CompletionStage<T>> task);

	/** The ids of the active tasks: accepted and not yet closed, in no order. */
	Set<Long> keys();

	/** The active task of that id. */
	Optional<ThreadWrapper<?>> get(long id);

	/** The last tasks that were closed, latest first; as many as the manager keeps. */
	List<ThreadWrapper<?>> history();

	/**
	 * Takes no more tasks, and <b>blocks</b> until those that were accepted are closed,
	 * at most for the limit. What has not ended by then goes on, unless this is forced.
	 * Called by one of its own tasks it does not wait.
	 * @param forced whether all tasks are cancelled at once: those that wait never run,
	 * those that run are interrupted
	 * @return whether all tasks were closed within the limit
	 */
	boolean stop(Duration limit, boolean forced);

	/**
	 * Stops and lets what was accepted end, for 25 seconds, and cancels the rest. After a
	 * stop it cancels at once what has not ended.
	 */
	@Override
	void close();

	/** Adds a listener for all tasks from now on. */
	void addTaskListener(TaskListener listener);

	@Override
	ThreadManagerSnapshot snapshot();

	/** Its settings. */
	ThreadManagerSpec spec();

	/** A manager without Spring. */
	static ThreadManagerBuilder builder() {
		return new ThreadManagerBuilder();
	}

}
