package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerBuilder;
import io.micrometer.observation.ObservationRegistry;

/**
 * Has the tasks of managers observed. No type of Micrometer shows, so that others can do
 * without.
 */
final class TaskObservations {

	private final ObservationRegistry registry;

	TaskObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	ThreadManager build(ThreadManagerBuilder builder) {
		ObservedTasks tasks = new ObservedTasks(builder.spec().name(), this.registry);
		ThreadManager manager = builder.interceptor(tasks).build();
		manager.addTaskListener(tasks);
		return manager;
	}

}
