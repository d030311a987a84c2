package io.heddle.background;

import java.util.List;

import io.heddle.activity.Measure;
import io.heddle.activity.Measures;

/**
 * What can be measured of a manager.
 */
final class ManagerMeter {

	private final List<Measure> measures;

	ManagerMeter(DefaultThreadManager manager, TaskCounts counts) {
		ThreadManagerSpec spec = manager.spec();
		Measures all = Measures.of("name", spec.name());
		all.with("state", "waiting").gauge("active", "Active tasks by their state", "tasks", manager::waiting);
		all.with("state", "running").gauge("active", "Active tasks by their state", "tasks", manager::running);
		all.gauge("stuck", "Cancelled tasks whose function goes on", "tasks", manager::stuck);
		all.gauge("queue.capacity", "Tasks that may wait", "tasks", spec::queueCapacity);
		all.gauge("threads", "Threads", "", manager::threads);
		all.gauge("threads.max", "Threads that there may be", "", spec::maxThreads);
		all.counter("started", "Tasks that were begun", "tasks", counts::started);
		all.with("outcome", "success").counter("completed", "Tasks that have ended", "tasks", counts::succeeded);
		all.with("outcome", "failure").counter("completed", "Tasks that have ended", "tasks", counts::failed);
		all.with("outcome", "cancelled").counter("completed", "Tasks that have ended", "tasks", counts::cancelled);
		all.counter("rejected", "Tasks that got no place", "tasks", counts::rejected);
		all.timer("time", "Time from the beginning of a task to its end", counts::endedAfterStart, counts::totalNanos);
		this.measures = all.list();
	}

	List<Measure> measures() {
		return this.measures;
	}

}
