package io.heddle.background;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
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
			fatal(task, failed.cause());
			tell(task, (listener) -> listener.failed(task));
			failed(task, plan.onFail(), failed);
		}
		else {
			tell(task, (listener) -> listener.succeeded(task));
			succeeded(task, plan.onSuccess());
		}
	}

	private void fatal(Task<?> task, Throwable failure) {
		if (failure instanceof VirtualMachineError) {
			safely(task, () -> this.fatalErrors.handleIfFatal(failure, task.toString()));
		}
	}

	private void failed(Task<?> task, @Nullable Consumer<? super Throwable> callback, Failed failed) {
		if (callback != null) {
			call(task, "onFail", () -> callback.accept(failed.cause()));
		}
		else if (failed.cancelled()) {
			SafeLog.log(() -> logger.info("Task '{}' was cancelled", task.getName()));
		}
		else {
			SafeLog.log(() -> logger.warn("Task '{}' failed", task.getName(), failed.cause()));
		}
	}

	private <T extends @Nullable Object> void succeeded(Task<T> task, @Nullable Consumer<? super T> callback) {
		if (callback != null) {
			call(task, "onSuccess", () -> callback.accept(task.result()));
		}
		else if (logger.isDebugEnabled()) {
			SafeLog.log(() -> logger.debug("Task '{}' succeeded", task.getName()));
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
		SafeLog.log(() -> logger.error("A decorator of task '{}' failed", task.getName(), failure));
	}

	/** Something around the task has failed that the task does not depend on. */
	void failedBeside(Task<?> task, Throwable failure) {
		SafeLog.log(() -> logger.error("Something failed beside task '{}'", task.getName(), failure));
	}

	/** The next callback is not meant by an interrupt that this one has left. */
	@SuppressWarnings("Interruption")
	private void call(Task<?> task, String what, Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			safely(task, () -> task.addCallbackError(ex));
			SafeLog.log(() -> logger.error("Callback {} of task '{}' failed", what, task.getName(), ex));
			fatal(task, ex);
		}
		Thread.interrupted();
	}

	private void tell(Task<?> task, Consumer<TaskListener> news) {
		for (TaskListener listener : Objects.requireNonNull(this.listeners.get())) {
			try {
				news.accept(listener);
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.error("A listener failed with task '{}'", task.getName(), ex));
			}
		}
	}

	private void safely(Task<?> task, Runnable work) {
		try {
			work.run();
		}
		catch (Throwable ex) {
			failedBeside(task, ex);
		}
	}

}
