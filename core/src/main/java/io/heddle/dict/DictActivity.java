package io.heddle.dict;

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
 * A {@link ThreadDict} as the registry and the meters see it.
 */
final class DictActivity implements Activity {

	private final ThreadDict<?, ?> dict;

	private final String name;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final List<Measure> measures;

	DictActivity(ThreadDict<?, ?> dict, String name, DictCounts counts) {
		this.dict = dict;
		this.name = name;
		this.measures = List.of(gauge("keys", "Keys with a value", "", dict::size),
				gauge("polled", "Keys that are refreshed", "", dict::polled),
				gauge("oldest.age", "Age of the oldest value that is refreshed", "seconds", dict::secondsOfOldest),
				outcome("success", counts::succeeded), outcome("failure", counts::failed),
				counter("changes", "Values that have become others", counts::changes),
				counter("writes", "Calls of the writer", counts::writes),
				counter("skipped", "Refreshes that were left out", counts::skipped),
				counter("outdated", "Refreshes that a write has overtaken", counts::outdated),
				timer("time", "Time that reads took", counts::reads, counts::readNanos),
				timer("lag", "Time from when a key was due to its refresh", counts::refreshes, counts::lateNanos));
	}

	private Map<String, String> tags() {
		return Map.of("name", this.name);
	}

	private Measure outcome(String outcome, LongSupplier count) {
		return new Measure.Counter("reads", "Reads that have ended", "", Map.of("name", this.name, "outcome", outcome),
				count);
	}

	private Measure counter(String name, String description, LongSupplier count) {
		return new Measure.Counter(name, description, "", tags(), count);
	}

	private Measure timer(String name, String description, LongSupplier count, LongSupplier nanos) {
		return new Measure.Timer(name, description, tags(), count, nanos);
	}

	private Measure gauge(String name, String description, String unit, DoubleSupplier value) {
		return new Measure.Gauge(name, description, unit, tags(), value);
	}

	ThreadDict<?, ?> dict() {
		return this.dict;
	}

	ActivityListeners listeners() {
		return this.listeners;
	}

	@Override
	public String room() {
		return ThreadDict.ROOM;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.dict.state().toActivityState();
	}

	@Override
	public ThreadDictSnapshot snapshot() {
		return this.dict.snapshot();
	}

	@Override
	public List<Measure> measures() {
		return this.measures;
	}

	@Override
	public boolean isAutoStart() {
		return this.dict.spec().autoStart();
	}

	/** Harmless if it is active. */
	@Override
	public void start() {
		this.dict.start();
	}

	@Override
	public StopOutcome stop(Duration limit) {
		this.dict.stop(limit);
		return new DictStop(this.name, this.dict.left());
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return this.dict.describe();
	}

}
