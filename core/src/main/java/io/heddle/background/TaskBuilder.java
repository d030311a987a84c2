package io.heddle.background;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Settings of one task, before it is handed over. Callbacks run in the thread of the
 * task: {@code onSuccess} or {@code onFail}, then {@code onEnd}. What a callback throws
 * is logged and kept in {@link ThreadWrapper#getCallbackErrors()}, and the others run
 * nevertheless. Not thread-safe; it may be used for several tasks.
 *
 * @param <T> the result
 */
public interface TaskBuilder<T extends @Nullable Object> {

	/**
	 * The name of the task, {@code task} by default. While it runs, its thread has the
	 * name of its handle; one without a name runs under that of the thread.
	 */
	TaskBuilder<T> name(String name);

	/**
	 * The arguments of a method given by its name. A method with one parameter more, of
	 * type {@link ThreadWrapper} and in front, gets the handle there.
	 * @throws IllegalStateException if the task is no method given by its name
	 */
	TaskBuilder<T> args(@Nullable Object... args);

	/** Hears the result. Without it a success is logged at debug level. */
	TaskBuilder<T> onSuccess(Consumer<? super T> callback);

	/**
	 * Hears what the function has thrown, or why it could not run. Without it a failure
	 * is logged as a warning.
	 */
	TaskBuilder<T> onFail(Consumer<? super Throwable> callback);

	/** Runs last, whatever happened before. */
	TaskBuilder<T> onEnd(Runnable callback);

	/**
	 * Hands the task over and returns its handle. <b>Blocks</b> while there is no place,
	 * if its manager says so.
	 * @throws RejectedExecutionException if the manager has stopped or has no place
	 */
	ThreadWrapper<T> doAsync();

}
