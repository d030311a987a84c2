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
 * A {@link WorkerProcess} as the registry and the meters see it.
 */
final class WorkerActivity implements Activity {

	private final WorkerProcess worker;

	private final String name;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final List<Measure> measures;

	WorkerActivity(WorkerProcess worker, String name, WorkerCounts counts) {
		this.worker = worker;
		this.name = name;
		this.measures = collect(counts);
	}

	private List<Measure> collect(WorkerCounts counts) {
		Measures all = Measures.of("name", this.name);
		all.gauge("queue", "Tasks that wait", "", this.worker::queued);
		all.gauge("running", "Tasks that run", "", this.worker::running);
		all.gauge("children", "Child processes or threads that are ready", "", this.worker::ready);
		all.with("outcome", "success").counter("tasks", "Tasks that have ended", "", counts::doneCount);
		all.with("outcome", "failure").counter("tasks", "Tasks that have ended", "", counts::failedCount);
		all.counter("crashes", "Tasks whose child has ended", "", counts::crashedCount);
		all.counter("timeouts", "Tasks that took too long", "", counts::timedOutCount);
		all.counter("joined", "Requests that a waiting task has answered", "", counts::joinedCount);
		all.counter("restarts", "Children or threads that have replaced others", "", counts::restartCount);
		all.timer("time", "Time that tasks took", counts::ended, counts::totalNanos);
		return all.list();
	}

	WorkerProcess worker() {
		return this.worker;
	}

	ActivityListeners listeners() {
		return this.listeners;
	}

	@Override
	public String room() {
		return WorkerProcess.ROOM;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.worker.state().toActivityState();
	}

	@Override
	public WorkerProcessSnapshot snapshot() {
		return this.worker.snapshot();
	}

	@Override
	public List<Measure> measures() {
		return this.measures;
	}

	@Override
	public boolean isAutoStart() {
		return this.worker.spec().autoStart();
	}

	@Override
	public StopOrder stopOrder() {
		return StopOrder.PROCESSES;
	}

	/** Harmless if it is active. */
	@Override
	public void start() {
		this.worker.start();
	}

	@Override
	public StopOutcome stop(Duration limit) {
		return this.worker.stopped(limit);
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return this.worker.toString();
	}

}
