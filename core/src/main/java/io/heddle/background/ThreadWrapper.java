package io.heddle.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * The handle of one task: its state, its free status, its result.
 * <p>
 * As a {@link Future} it is done when the function has ended; its callbacks may still run
 * then, and {@link #join(Duration)} waits for them too. State, result and exception are
 * published together: whoever sees that a task has ended sees how. The handle stays
 * valid, with all it knows, after its manager has stopped.
 * <p>
 * Thread-safe. {@link #get()} and {@link #join(Duration)} block; called by the task's own
 * callbacks they answer at once.
 *
 * @param <T> the result
 */
public interface ThreadWrapper<T extends @Nullable Object> extends Future<T> {

	/** Unique among all tasks of this JVM. */
	long getId();

	/** The name of the task and its id: {@code export-17}. */
	String getName();

	/** The same without the id, {@code task} if it was given none. */
	String getTaskName();

	/** When the function began, {@code null} before. */
	@Nullable Instant getStartTime();

	/** What the task says of itself, "" at first. */
	Object getStatus();

	/** Says whatever the task wants to say of itself; any thread may. */
	void setStatus(Object status);

	/** Sets a {@link Progress} as the status. */
	void progress(long done, long total);

	ExecutionState getExecutionState();

	/**
	 * The states that the task has taken, in order, beginning with {@code CREATED}; at
	 * most six in all. There is one queue for all callers.
	 */
	BlockingQueue<ExecutionState> getExecutionStateQueue();

	/**
	 * {@code RETURNED} or {@code EXCEPTION}, {@code null} while the function has not
	 * ended.
	 */
	@Nullable ExecutionState getFinishedWith();

	/** The result; {@code null} before the end of the function and after a failure. */
	@Nullable T getResult();

	/**
	 * What the function has thrown, the very object, or a {@link CancellationException};
	 * {@code null} before the end of the function and after a success.
	 */
	@Nullable Throwable getException();

	/** What callbacks have thrown, in order. */
	List<Throwable> getCallbackErrors();

	/**
	 * <b>Blocks</b> until the task is {@code CLOSED}, at most for the limit. In a
	 * callback of the task itself it does not wait.
	 * @return whether it is closed
	 */
	boolean join(Duration limit) throws InterruptedException;

	/**
	 * Cancels the task if its function has not ended. A task that has not begun never
	 * will; the function of one that runs is interrupted. Either way it finishes with
	 * {@code EXCEPTION} and a {@link CancellationException}, whatever the function
	 * returns, and its callbacks run. {@link #isDone()} stays false until the function
	 * has really ended.
	 * @param mayInterrupt whether a function that runs may be interrupted; if not, it is
	 * not cancelled
	 * @return whether this call has cancelled it
	 */
	@Override
	boolean cancel(boolean mayInterrupt);

	/** The same with an interrupt. */
	default boolean cancel() {
		return cancel(true);
	}

	/**
	 * <b>Blocks</b> until the function has ended.
	 * @throws CancellationException if it was cancelled
	 * @throws ExecutionException if it has failed
	 */
	@Override
	T get() throws InterruptedException, ExecutionException;

	/**
	 * A future that completes when the function has ended. Cancelling it cancels the
	 * task; completing it in another way leaves the task as it is. What depends on it
	 * runs in the thread of the task before its callbacks.
	 */
	CompletableFuture<T> toCompletableFuture();

	/**
	 * The task that the current thread runs.
	 * @throws IllegalStateException if it runs none
	 */
	static ThreadWrapper<?> current() {
		return CurrentTask.get();
	}

	/** A task that has ended with that result: what a background method returns. */
	static <T extends @Nullable Object> ThreadWrapper<T> completed(T value) {
		return new CompletedWrapper<>(value);
	}

}
