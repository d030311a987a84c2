package io.heddle.background;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.heddle.activity.Measure;

/**
 * What can be measured of a manager.
 */
final class ManagerMeter {

	private final ThreadManagerSpec spec;

	private final List<Measure> measures;

	ManagerMeter(DefaultThreadManager manager, TaskCounts counts) {
		this.spec = manager.spec();
		this.measures = List.of(
				gauge("active", "Active tasks by their state", "tasks", "state", "waiting", manager::waiting),
				gauge("active", "Active tasks by their state", "tasks", "state", "running", manager::running),
				gauge("stuck", "Cancelled tasks whose function goes on", "tasks", manager::stuck),
				gauge("queue.capacity", "Tasks that may wait", "tasks", this.spec::queueCapacity),
				gauge("threads", "Threads", "", manager::threads),
				gauge("threads.max", "Threads that there may be", "", this.spec::maxThreads),
				counter("started", "Tasks that were begun", Map.of("name", this.spec.name()), counts::started),
				counter("completed", "Tasks that have ended", outcome("success"), counts::succeeded),
				counter("completed", "Tasks that have ended", outcome("failure"), counts::failed),
				counter("completed", "Tasks that have ended", outcome("cancelled"), counts::cancelled),
				counter("rejected", "Tasks that got no place", Map.of("name", this.spec.name()), counts::rejected),
				new Measure.Timer("time", "Time from the beginning of a task to its end",
						Map.of("name", this.spec.name()), counts::endedAfterStart, counts::totalNanos));
	}

	private Map<String, String> outcome(String outcome) {
		return Map.of("name", this.spec.name(), "outcome", outcome);
	}

	private Measure gauge(String name, String description, String unit, DoubleSupplier value) {
		return new Measure.Gauge(name, description, unit, Map.of("name", this.spec.name()), value);
	}

	private Measure gauge(String name, String description, String unit, String key, String tag, DoubleSupplier value) {
		return new Measure.Gauge(name, description, unit, Map.of("name", this.spec.name(), key, tag), value);
	}

	private static Measure counter(String name, String description, Map<String, String> tags, LongSupplier count) {
		return new Measure.Counter(name, description, "tasks", tags, count);
	}

	List<Measure> measures() {
		return this.measures;
	}

}
