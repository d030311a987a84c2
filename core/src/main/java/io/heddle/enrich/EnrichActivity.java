package io.heddle.enrich;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.activity.Measure;
import io.heddle.activity.Measures;
import io.heddle.activity.StateHolder;
import io.heddle.activity.StopOrder;
import io.heddle.activity.StopOutcome;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A {@link ConfigEnricher} as the registry and the meters see it, with its present run
 * and what has come of the others.
 */
final class EnrichActivity implements Activity {

	/** For what an interrupt ends. */
	private static final Duration PATIENCE = Duration.ofMillis(1500);

	private final ConfigEnricher<?, ?, ?> enricher;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final StateHolder<ActivityState> state;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as all that follows. */
	private @Nullable EnrichRun<?, ?> run;

	private RunCounts.Totals ended = RunCounts.Totals.NONE;

	private long runs;

	private long failedRuns;

	private Duration runTime = Duration.ZERO;

	private @Nullable EnrichReport last;

	/** Of the last run that has begun. */
	private RunCounts counts = new RunCounts();

	private @Nullable Failure failure;

	EnrichActivity(ConfigEnricher<?, ?, ?> enricher) {
		this.enricher = enricher;
		this.state = new StateHolder<>(ActivityState.NEW, EnrichActivity::mayBecome, Ticker.system());
	}

	private static boolean mayBecome(ActivityState from, ActivityState to) {
		return switch (to) {
			case RUNNING -> !from.isActive();
			case STOPPING -> from == ActivityState.RUNNING;
			case ENDED, FAILED -> from.isActive();
			case NEW, PAUSED -> false;
		};
	}

	void begin(EnrichRun<?, ?> next) {
		boolean free = this.listeners.move(this.state, ActivityState.RUNNING, () -> locked(() -> this.run = next));
		Assert.state(free, () -> "Enricher '%s' is running: wait for its end".formatted(this.enricher.name()));
	}

	void end(EnrichRun<?, ?> over, @Nullable Throwable thrown) {
		EnrichReport report = over.report();
		locked(() -> {
			this.ended = totalsOf(report).plus(this.ended);
			this.runs++;
			this.failedRuns += (thrown != null) ? 1 : 0;
			this.runTime = this.runTime.plus(report.elapsed());
			this.last = report;
			this.counts = over.hasBegun() ? over.parts().counts() : this.counts;
			this.failure = (thrown != null) ? new Failure(this.enricher.name(), Thread.currentThread().getName(),
					thrown, this.enricher.ticker().now()) : null;
			this.run = null;
			return true;
		});
		this.listeners.move(this.state, (thrown != null) ? ActivityState.FAILED : ActivityState.ENDED, over::end);
	}

	private static RunCounts.Totals totalsOf(EnrichReport report) {
		return new RunCounts.Totals(report.saved(), report.empty(), report.failed(), report.skipped());
	}

	private <V extends @Nullable Object> V locked(Supplier<V> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable EnrichReport lastReport() {
		return locked(() -> this.last);
	}

	/** The tasks that the last run that has begun has left. */
	List<Object> undone() {
		return locked(() -> this.counts).undone();
	}

	private RunCounts.Totals totals() {
		return locked(() -> {
			EnrichRun<?, ?> present = this.run;
			return (present != null) ? present.parts().counts().totals().plus(this.ended) : this.ended;
		});
	}

	private long left() {
		return locked(() -> {
			EnrichRun<?, ?> present = this.run;
			return (present != null) ? present.parts().tasks().left() : 0L;
		});
	}

	@Override
	public String room() {
		return ConfigEnricher.ROOM;
	}

	@Override
	public String name() {
		return this.enricher.name();
	}

	@Override
	public ActivityState activityState() {
		return this.state.get();
	}

	@Override
	public EnrichSnapshot snapshot() {
		RunCounts.Totals totals = totals();
		EnrichSnapshot.Tasks tasks = new EnrichSnapshot.Tasks(totals.saved(), totals.empty(), totals.failed(),
				totals.skipped());
		long left = left();
		return locked(() -> new EnrichSnapshot(name(), this.state.get(), this.state.since(), this.enricher.spec(), left,
				this.runs, this.failedRuns, this.runTime, tasks, this.failure));
	}

	@Override
	public List<Measure> measures() {
		Measures all = Measures.of("name", name());
		all.gauge("tasks.left", "Tasks that wait or are under way", "tasks", this::left);
		all.with("outcome", "saved").counter("tasks", "Tasks by what has come of them", "", () -> totals().saved());
		all.with("outcome", "empty").counter("tasks", "Tasks by what has come of them", "", () -> totals().empty());
		all.with("outcome", "failed").counter("tasks", "Tasks by what has come of them", "", () -> totals().failed());
		all.with("outcome", "skipped").counter("tasks", "Tasks by what has come of them", "", () -> totals().skipped());
		all.counter("failures", "Runs that have failed", "", () -> snapshot().failedRuns());
		all.timer("runs", "Time that runs took", () -> snapshot().runs(), () -> snapshot().runTime().toNanos());
		return all.list();
	}

	/** Only who calls {@code enrich} starts one. */
	@Override
	public boolean isAutoStart() {
		return false;
	}

	/** Does nothing: a run needs a thread that waits for it. */
	@Override
	public void start() {
	}

	@Override
	public StopOrder stopOrder() {
		return StopOrder.DATA;
	}

	@Override
	public StopOutcome stop(Duration limit) {
		EnrichRun<?, ?> present = locked(() -> this.run);
		if (present == null) {
			return new EnrichStop(name(), 0, List.of());
		}
		this.listeners.move(this.state, ActivityState.STOPPING);
		present.stop();
		if (!present.isOwnThread() && !hasEnded(present, limit)) {
			present.force();
			hasEnded(present, PATIENCE);
		}
		return new EnrichStop(name(), present.report().skipped(), present.alive());
	}

	private static boolean hasEnded(EnrichRun<?, ?> run, Duration limit) {
		try {
			return run.awaitEnd(Deadline.after(limit, Ticker.system()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return "Enricher '%s' %s".formatted(name(), this.state.get());
	}

}
