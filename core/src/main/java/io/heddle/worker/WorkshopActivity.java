package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.StopOutcome;

/**
 * A worker of this JVM as the registry and the meters see it.
 */
final class WorkshopActivity implements Activity {

	private final Undertaking work;

	private final String name;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final List<Measure> measures;

	WorkshopActivity(Undertaking work) {
		this.work = work;
		this.name = work.spec().name();
		WorkshopCounts counts = work.counts();
		this.measures = List.of(gauge("queue", "Tasks that wait", "", work::waiting),
				gauge("queue.capacity", "Tasks that may wait", "", () -> work.spec().queueCapacity()),
				gauge("running", "Tasks that run", "", work::running), gauge("threads", "Threads", "", work::threads),
				gauge("threads.max", "Threads that there may be", "", work::maxThreads),
				gauge("unread", "Results that nobody has read yet", "", work::unread), outcome("success", counts::done),
				outcome("failure", counts::failed),
				counter("rejected", "Tasks that were not accepted", counts::rejected),
				counter("dropped", "Results that gave way to later ones before they were read", counts::dropped),
				new Measure.Timer("time", "Time that tasks took", tags(), counts::ended, counts::nanos));
	}

	private Map<String, String> tags() {
		return Map.of("name", this.name);
	}

	private Measure outcome(String outcome, LongSupplier count) {
		return new Measure.Counter("tasks", "Tasks that have ended", "", Map.of("name", this.name, "outcome", outcome),
				count);
	}

	private Measure counter(String name, String description, LongSupplier count) {
		return new Measure.Counter(name, description, "", tags(), count);
	}

	private Measure gauge(String name, String description, String unit, DoubleSupplier value) {
		return new Measure.Gauge(name, description, unit, tags(), value);
	}

	ActivityListeners listeners() {
		return this.listeners;
	}

	@Override
	public String room() {
		return Worker.ROOM;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.work.state().toActivityState();
	}

	@Override
	public WorkerSnapshot snapshot() {
		return this.work.snapshot();
	}

	@Override
	public List<Measure> measures() {
		return this.measures;
	}

	@Override
	public boolean isAutoStart() {
		return this.work.spec().autoStart();
	}

	/** Harmless if it is active. */
	@Override
	public void start() {
		this.work.start();
	}

	@Override
	public StopOutcome stop(Duration limit) {
		return this.work.finish(limit);
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return "%s %s".formatted(this.work.spec().title(), this.work.state());
	}

}
