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
		this.measures = List.of(gauge("queue", "Tasks that wait", worker::queued),
				gauge("running", "Tasks that run", worker::running),
				gauge("children", "Child processes or threads that are ready", worker::ready),
				outcome("success", counts::doneCount), outcome("failure", counts::failedCount),
				counter("crashes", "Tasks whose child has ended", counts::crashedCount),
				counter("timeouts", "Tasks that took too long", counts::timedOutCount),
				counter("joined", "Requests that a waiting task has answered", counts::joinedCount),
				counter("restarts", "Children or threads that have replaced others", counts::restartCount),
				new Measure.Timer("time", "Time that tasks took", tags(), counts::ended, counts::totalNanos));
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

	private Measure gauge(String name, String description, DoubleSupplier value) {
		return new Measure.Gauge(name, description, "", tags(), value);
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

	/** Others may send to it until they have stopped. */
	@Override
	public boolean stopsLast() {
		return true;
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
