package io.heddle.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.activity.Measure;
import io.heddle.activity.StopOrder;
import io.heddle.activity.StopOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An activity that a test holds in its hand.
 */
final class FakeActivity implements Activity {

	final AtomicInteger starts = new AtomicInteger();

	final List<Duration> stops = new CopyOnWriteArrayList<>();

	volatile boolean autoStart = true;

	volatile @Nullable RuntimeException startFailure;

	volatile Runnable whenStarted = () -> {
	};

	volatile Function<Duration, Boolean> whenStopped = (limit) -> true;

	volatile boolean doneWhenStopped;

	volatile StopOrder stopOrder = StopOrder.WORK;

	volatile boolean stopsAtOnce;

	private final String name;

	private volatile ActivityState state = ActivityState.NEW;

	private volatile Instant since = Instant.EPOCH;

	FakeActivity(String name) {
		this.name = name;
	}

	void become(ActivityState next) {
		this.since = this.since.plusSeconds(1);
		this.state = next;
	}

	@Override
	public String room() {
		return "fake";
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.state;
	}

	@Override
	public ActivitySnapshot snapshot() {
		return new Snapshot(room(), this.name, this.state, this.since, null);
	}

	@Override
	public List<Measure> measures() {
		return List.of();
	}

	@Override
	public boolean isAutoStart() {
		return this.autoStart;
	}

	@Override
	public StopOrder stopOrder() {
		return this.stopOrder;
	}

	@Override
	public void start() {
		RuntimeException failure = this.startFailure;
		if (failure != null) {
			throw failure;
		}
		this.starts.incrementAndGet();
		this.whenStarted.run();
		become(ActivityState.RUNNING);
	}

	@Override
	public StopOutcome stop(Duration limit) {
		this.stops.add(limit);
		boolean complete = this.whenStopped.apply(limit);
		become(ActivityState.ENDED);
		return new Outcome(this.name, complete, !this.doneWhenStopped);
	}

	@Override
	public @Nullable StopOutcome tryStop() {
		return this.stopsAtOnce ? stop(Duration.ZERO) : null;
	}

	@Override
	public void addListener(ActivityListener listener) {
		throw new UnsupportedOperationException();
	}

	private record Snapshot(String room, String name, ActivityState activityState, Instant since,
			@Nullable Failure failure) implements ActivitySnapshot {

	}

	private record Outcome(String name, boolean isComplete, boolean isCutOff) implements StopOutcome {

		@Override
		public String describe() {
			return "Fake '" + this.name + "' ended";
		}

	}

}
