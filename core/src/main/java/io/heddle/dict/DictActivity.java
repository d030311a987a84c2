package io.heddle.dict;

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
		this.measures = collect(counts);
	}

	private List<Measure> collect(DictCounts counts) {
		Measures all = Measures.of("name", this.name);
		all.gauge("keys", "Keys with a value", "", this.dict::size);
		all.gauge("polled", "Keys that are refreshed", "", this.dict::polled);
		all.gauge("oldest.age", "Age of the oldest value that is refreshed", "seconds", this.dict::secondsOfOldest);
		all.with("outcome", "success").counter("reads", "Reads that have ended", "", counts::succeeded);
		all.with("outcome", "failure").counter("reads", "Reads that have ended", "", counts::failed);
		all.counter("changes", "Values that have become others", "", counts::changes);
		all.counter("writes", "Calls of the writer", "", counts::writes);
		all.counter("skipped", "Refreshes that were left out", "", counts::skipped);
		all.counter("outdated", "Refreshes that a write has overtaken", "", counts::outdated);
		all.timer("time", "Time that reads took", counts::reads, counts::readNanos);
		all.timer("lag", "Time from when a key was due to its refresh", counts::refreshes, counts::lateNanos);
		return all.list();
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
	public StopOrder stopOrder() {
		return StopOrder.DATA;
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
