package io.heddle.periodic;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.Measures;
import io.heddle.activity.StopOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ThreadedObject} as the registry and the meters see it.
 */
final class PeriodicActivity implements Activity {

	/** For the stop hook and for what an interrupt ends. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final ThreadedObject object;

	private final PeriodicWork work;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final String name;

	private final List<Measure> measures;

	PeriodicActivity(ThreadedObject object, PeriodicWork work, String name) {
		this.object = object;
		this.work = work;
		this.name = name;
		this.measures = collect();
	}

	private List<Measure> collect() {
		Measures all = Measures.of("name", this.name);
		LongSupplier ended = () -> this.work.succeeded() + this.work.failed();
		all.with("outcome", "success").counter("runs", "Iterations that have ended", "", this.work::succeeded);
		all.with("outcome", "failure").counter("runs", "Iterations that have ended", "", this.work::failed);
		all.counter("skipped", "Iterations that were left out", "", this.work::skipped);
		all.counter("overruns", "Iterations that took longer than the period", "", this.work::overrun);
		all.timer("time", "Time that iterations took", ended, this.work::runNanos);
		all.timer("lateness", "Time from the planned to the actual beginning of an iteration", ended,
				this.work::lateNanos);
		all.gauge("usage", "Share of the period that the last iteration has taken", "", this.object::getUsage);
		all.gauge("success.age", "Time since the last success", "seconds", this.object::secondsSinceSuccess);
		return all.list();
	}

	ActivityListeners listeners() {
		return this.listeners;
	}

	@Override
	public String room() {
		return ThreadedObject.ROOM;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.object.state().toActivityState();
	}

	@Override
	public PeriodicSnapshot snapshot() {
		return this.object.snapshot();
	}

	@Override
	public List<Measure> measures() {
		return this.measures;
	}

	@Override
	public boolean isAutoStart() {
		return this.object.spec().autoStart();
	}

	/** Begins anew if it is active. */
	@Override
	public void start() {
		this.object.start();
	}

	@Override
	public StopOutcome stop(Duration limit) {
		if (!this.object.stop(limit)) {
			this.object.interrupt();
			this.object.stop(PATIENCE);
		}
		return new PeriodicStop(name(), this.object.threadsInTarget());
	}

	/** There is nothing to wait for between two iterations. */
	@Override
	public @Nullable StopOutcome tryStop() {
		boolean stopped = this.work.stopsSilently() && this.object.stop(Duration.ZERO);
		return stopped ? new PeriodicStop(name(), List.of()) : null;
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return this.object.toString();
	}

}
