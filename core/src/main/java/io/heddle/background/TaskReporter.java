package io.heddle.background;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.heddle.activity.FatalErrorHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callbacks, listeners and the log how tasks go. Nothing that they throw reaches
 * the task.
 */
final class TaskReporter {

	private static final Logger logger = LoggerFactory.getLogger(ThreadManager.class);

	private final AtomicReference<TaskListener[]> listeners = new AtomicReference<>(new TaskListener[0]);

	private final FatalErrorHandler fatalErrors;

	TaskReporter(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
	}

	void add(TaskListener listener) {
		this.listeners.updateAndGet((present) -> {
			TaskListener[] more = Arrays.copyOf(present, present.length + 1);
			more[present.length] = listener;
			return more;
		});
	}

	void started(Task<?> task) {
		tell(task, (listener) -> listener.started(task));
	}

	/** The function has ended. */
	<T extends @Nullable Object> void ended(Task<T> task, TaskPlan<T> plan, @Nullable Object outcome) {
		if (outcome instanceof Failed failed) {
			this.fatalErrors.handleIfFatal(failed.cause(), task.toString());
			tell(task, (listener) -> listener.failed(task));
			failed(task, plan.onFail(), failed);
		}
		else {
			tell(task, (listener) -> listener.succeeded(task));
			succeeded(task, plan.onSuccess());
		}
	}

	private static void failed(Task<?> task, @Nullable Consumer<? super Throwable> callback, Failed failed) {
		if (callback != null) {
			call(task, "onFail", () -> callback.accept(failed.cause()));
		}
		else if (failed.cancelled()) {
			logger.info("Task '{}' was cancelled", task.getName());
		}
		else {
			logger.warn("Task '{}' failed", task.getName(), failed.cause());
		}
	}

	private static <T extends @Nullable Object> void succeeded(Task<T> task, @Nullable Consumer<? super T> callback) {
		if (callback != null) {
			call(task, "onSuccess", () -> callback.accept(task.result()));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Task '{}' succeeded", task.getName());
		}
	}

	/** The task is about to be closed. */
	<T extends @Nullable Object> void finishing(Task<T> task, TaskPlan<T> plan) {
		Runnable callback = plan.onEnd();
		if (callback != null) {
			call(task, "onEnd", callback);
		}
	}

	void closed(Task<?> task) {
		tell(task, (listener) -> listener.ended(task));
	}

	void decoratorFailed(Task<?> task, Throwable failure) {
		logger.error("A decorator of task '{}' failed", task.getName(), failure);
	}

	/** The next callback is not meant by an interrupt that this one has left. */
	@SuppressWarnings("Interruption")
	private static void call(Task<?> task, String what, Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			task.addCallbackError(ex);
			logger.error("Callback {} of task '{}' failed", what, task.getName(), ex);
		}
		Thread.interrupted();
	}

	private void tell(Task<?> task, Consumer<TaskListener> news) {
		for (TaskListener listener : Objects.requireNonNull(this.listeners.get())) {
			try {
				news.accept(listener);
			}
			catch (Throwable ex) {
				logger.error("A listener failed with task '{}'", task.getName(), ex);
			}
		}
	}

}
