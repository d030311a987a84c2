package io.heddle.autoconfigure.background;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.background.TaskInterceptor;
import io.heddle.background.TaskListener;
import io.heddle.background.ThreadWrapper;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * One observation for each task of a manager. It begins with the function, which runs in
 * its scope, and ends when the function has ended or, of an asynchronous one, the future;
 * then only it is known whether the task has failed. The callbacks come after it.
 */
final class ObservedTasks implements TaskInterceptor, TaskListener {

	private static final String NAME = "heddle.background.task";

	private final String manager;

	private final ObservationRegistry registry;

	/** Those that have not ended, by the id of the task. */
	private final Map<Long, Observation> open = new ConcurrentHashMap<>();

	ObservedTasks(String manager, ObservationRegistry registry) {
		this.manager = manager;
		this.registry = registry;
	}

	@Override
	public <T extends @Nullable Object> @Nullable T call(ThreadWrapper<T> thread, Callable<T> function)
			throws Exception {
		if (this.registry.isNoop()) {
			return function.call();
		}
		Observation observation = observe(thread);
		this.open.put(thread.getId(), observation);
		Observation.Scope scope = observation.openScope();
		try {
			return function.call();
		}
		finally {
			scope.close();
		}
	}

	private Observation observe(ThreadWrapper<?> thread) {
		return Observation.createNotStarted(NAME, this.registry)
			.contextualName("task " + thread.getTaskName())
			.lowCardinalityKeyValue("name", this.manager)
			.lowCardinalityKeyValue("task", thread.getTaskName())
			.highCardinalityKeyValue("id", Long.toString(thread.getId()))
			.start();
	}

	@Override
	public void succeeded(ThreadWrapper<?> thread) {
		end(thread);
	}

	@Override
	public void failed(ThreadWrapper<?> thread) {
		end(thread);
	}

	private void end(ThreadWrapper<?> thread) {
		Observation observation = this.open.remove(thread.getId());
		if (observation != null) {
			Throwable failure = thread.getException();
			if (failure != null) {
				observation.error(failure);
			}
			observation.stop();
		}
	}

}
