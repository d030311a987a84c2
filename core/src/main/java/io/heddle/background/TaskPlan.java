package io.heddle.background;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done, and who is told of it.
 *
 * @param <T> the result
 * @param name the name that was given to it
 * @param body a {@link ThreadTask}, a {@link Callable} or a {@link Runnable}
 * @param async whether the body returns a future, at whose end the task ends
 * @param onSuccess gets the result
 * @param onFail gets the failure
 * @param onEnd runs last
 */
record TaskPlan<T extends @Nullable Object>(@Nullable String name, Object body, boolean async,
		@Nullable Consumer<? super T> onSuccess, @Nullable Consumer<? super Throwable> onFail,
		@Nullable Runnable onEnd) {

	private static final TaskPlan<?> NOTHING = of(TaskPlan.class);

	/** A task of which nobody is told. */
	static <T extends @Nullable Object> TaskPlan<T> of(Object body) {
		return new TaskPlan<>(null, body, false, null, null, null);
	}

	/** What is left of it when all is done: a name, and no body that could be run. */
	@SuppressWarnings("unchecked") // without a body it has no type
	TaskPlan<T> done() {
		return (this.name == null) ? (TaskPlan<T>) NOTHING
				: new TaskPlan<>(this.name, TaskPlan.class, false, null, null, null);
	}

	/** Runs the body. */
	@SuppressWarnings("unchecked") // the body was given as one of T
	@Nullable T run(ThreadWrapper<T> thread) throws Exception {
		if (this.body instanceof ThreadTask<?> task) {
			return ((ThreadTask<T>) task).run(thread);
		}
		if (this.body instanceof Callable<?> callable) {
			return ((Callable<T>) callable).call();
		}
		((Runnable) this.body).run();
		return null;
	}

}
