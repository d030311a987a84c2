package io.heddle.background;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What goes around the tasks of a manager.
 *
 * @param travelling what travels from the caller
 * @param interceptors go around the function in its thread, outermost first
 * @param fatalErrors hears of errors of the JVM
 */
record TaskContext(ThreadContext travelling, List<TaskInterceptor> interceptors, FatalErrorHandler fatalErrors) {

	/** The logging context of this thread, {@code null} if it is empty or stays here. */
	@Nullable Map<String, String> capture() {
		Map<String, String> present = this.travelling.logging() ? MDC.getCopyOfContextMap() : null;
		return (present == null || present.isEmpty()) ? null : present;
	}

	/** Wraps work so that it runs in the context of this thread, elsewhere. */
	Runnable decorate(Runnable work) {
		return this.travelling.decorate(work);
	}

	boolean hasDecorators() {
		return !this.travelling.decorators().isEmpty();
	}

	/** Calls the function of a task. */
	<T extends @Nullable Object> @Nullable T call(Task<T> task, TaskPlan<T> plan) throws Exception {
		if (this.interceptors.isEmpty()) {
			return plan.run(task);
		}
		Callable<T> call = () -> plan.run(task);
		for (int i = this.interceptors.size() - 1; i >= 0; i--) {
			TaskInterceptor interceptor = this.interceptors.get(i);
			Callable<T> inner = call;
			call = () -> interceptor.call(task, inner);
		}
		return call.call();
	}

}
