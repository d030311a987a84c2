package io.heddle.worker;

import java.time.Duration;
import java.util.List;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.Measures;
import io.heddle.activity.StopOrder;
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
		this.measures = collect(work.counts());
	}

	private List<Measure> collect(WorkshopCounts counts) {
		Measures all = Measures.of("name", this.name);
		all.gauge("queue", "Tasks that wait", "", this.work::waiting);
		all.gauge("queue.capacity", "Tasks that may wait", "", () -> this.work.spec().queueCapacity());
		all.gauge("running", "Tasks that run", "", this.work::running);
		all.gauge("threads", "Threads", "", this.work::threads);
		all.gauge("threads.max", "Threads that there may be", "", this.work::maxThreads);
		all.gauge("unread", "Results that nobody has read yet", "", this.work::unread);
		all.with("outcome", "success").counter("tasks", "Tasks that have ended", "", counts::done);
		all.with("outcome", "failure").counter("tasks", "Tasks that have ended", "", counts::failed);
		all.counter("rejected", "Tasks that were not accepted", "", counts::rejected);
		all.counter("dropped", "Results that gave way to later ones before they were read", "", counts::dropped);
		all.timer("time", "Time that tasks took", counts::ended, counts::nanos);
		return all.list();
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
	public StopOrder stopOrder() {
		return StopOrder.QUEUES;
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
