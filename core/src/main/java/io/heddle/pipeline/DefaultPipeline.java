package io.heddle.pipeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.Failure;
import io.heddle.activity.Measure;
import io.heddle.activity.StateHolder;
import io.heddle.buffer.StoppedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * What users hold: the settings, the state, and the present or last run.
 * <p>
 * One lock guards changes of state, settings and run; listeners, stages and links are
 * called without it.
 */
final class DefaultPipeline implements Pipeline {

	private static final Logger logger = LoggerFactory.getLogger(Pipeline.class);

	private final PipelineParts parts;

	private final StateHolder<PipelineState> state;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final ReentrantLock lock = new ReentrantLock();

	private final PipelineMeter meter;

	/** Written under the lock. */
	private volatile PipelineSpec spec;

	/** Written under the lock. */
	private volatile @Nullable PipelineRun run;

	private final AtomicInteger runs = new AtomicInteger();

	DefaultPipeline(PipelineSpec spec, PipelineParts parts) {
		this.spec = spec;
		this.parts = parts;
		this.state = new StateHolder<>(PipelineState.CREATED, PipelineState::canBecome, parts.ticker());
		this.meter = new PipelineMeter(this, spec);
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public void run() {
		PipelineRun present = runningOrStarted();
		Assert.state(!present.isOwnThread(Thread.currentThread()),
				() -> "A thread of pipeline '%s' cannot wait for its end".formatted(name()));
		try {
			while (!present.awaitEnd(Duration.ofDays(1))) {
				logger.debug("Pipeline '{}' still runs", name());
			}
		}
		catch (InterruptedException ex) {
			StopProcedure procedure = new StopProcedure(present, Duration.ZERO);
			procedure.stop();
			Thread.currentThread().interrupt();
		}
		throwIfFailed(present);
	}

	private PipelineRun runningOrStarted() {
		PipelineRun present = active();
		while (present == null) {
			PipelineRun fresh = tryNewRun();
			present = (fresh != null) ? fresh : active();
		}
		return present;
	}

	private @Nullable PipelineRun active() {
		return locked(() -> getState().isActive() ? this.run : null);
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

	private void throwIfFailed(PipelineRun ended) {
		Failure failure = ended.failure();
		if (failure != null) {
			long abandoned = ended.groups().stream().mapToLong((group) -> group.totals().items().abandoned()).sum();
			throw new PipelineException(name(), "Pipeline '%s' failed in stage '%s' (thread '%s'): %s; %d items left"
				.formatted(name(), failure.where(), failure.thread(), failure.cause(), abandoned), failure.cause());
		}
	}

	@Override
	public void start() {
		PipelineRun started = null;
		while (started == null) {
			Assert.state(!getState().isActive(), () -> "Pipeline '%s' is %s already: await its end or stop it first"
				.formatted(name(), getState().name().toLowerCase(Locale.ROOT)));
			started = tryNewRun();
		}
	}

	/** Starts a run, unless another one or other settings come first. */
	private @Nullable PipelineRun tryNewRun() {
		PipelineSpec present = this.spec;
		PipelineRun fresh = new PipelineRun(this, present, this.parts);
		if (!publish(fresh, present)) {
			fresh.discard();
			return null;
		}
		fresh.start();
		this.listeners.deliver();
		return fresh;
	}

	/** Makes a run the present one. */
	private boolean publish(PipelineRun fresh, PipelineSpec basis) {
		return locked(() -> {
			if (!this.spec.equals(basis) || getState().isActive()) {
				return false;
			}
			this.run = fresh;
			this.runs.incrementAndGet();
			return move(PipelineState.RUNNING);
		});
	}

	/** Moves on if that is legal, and notes it for the listeners; under the lock. */
	private boolean move(PipelineState next) {
		PipelineState before = this.state.become(next);
		if (before == null) {
			return false;
		}
		this.listeners.note(before.toActivityState(), next.toActivityState());
		return true;
	}

	/**
	 * Moves from one state to another, and does what that means for the present run
	 * before anybody else can move.
	 */
	private void move(PipelineState from, PipelineState next, Consumer<PipelineRun> consequence) {
		locked(() -> {
			PipelineRun present = this.run;
			boolean moved = present != null && getState() == from && move(next);
			if (moved) {
				consequence.accept(Objects.requireNonNull(present));
			}
			return moved;
		});
		this.listeners.deliver();
	}

	/**
	 * Called by a run that ends by a stop or a failure. Listeners hear of it in
	 * {@link #tellListeners()}, when the run has done what is urgent.
	 */
	void stopping(PipelineRun stopped) {
		locked(() -> stopped == this.run && move(PipelineState.STOPPING));
	}

	void tellListeners() {
		this.listeners.deliver();
	}

	/**
	 * Called by the keeper of a run when all its threads have ended or were left behind.
	 */
	void ended(PipelineRun ended, Runnable release) {
		Failure failure = ended.failure();
		try {
			this.meter.add(ended);
			if (failure != null) {
				logger.error("Pipeline '{}' failed in stage '{}' (thread '{}')", name(), failure.where(),
						failure.thread(), failure.cause());
			}
		}
		finally {
			finish((failure != null) ? PipelineState.FAILED : PipelineState.ENDED, release);
		}
	}

	private void finish(PipelineState end, Runnable release) {
		locked(() -> {
			boolean moved = move(end);
			release.run();
			return moved;
		});
		this.listeners.deliver();
	}

	@Override
	public boolean awaitEnd(Duration limit) {
		PipelineRun present = this.run;
		if (present == null) {
			return true;
		}
		try {
			return present.awaitEnd(limit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return !getState().isActive();
		}
	}

	@Override
	public StopReport stop(Duration limit) {
		PipelineRun present = this.run;
		Assert.state(present != null, () -> "Pipeline '%s' cannot stop before it was started".formatted(name()));
		StopProcedure procedure = new StopProcedure(present, limit);
		if (present.isOwnThread(Thread.currentThread())) {
			procedure.ask();
		}
		else {
			procedure.stop();
		}
		return procedure.report(getState());
	}

	@Override
	public void close() {
		if (this.run != null) {
			stop(DEFAULT_STOP_LIMIT);
		}
	}

	@Override
	public void pause() {
		move(PipelineState.RUNNING, PipelineState.PAUSED, PipelineRun::pause);
	}

	@Override
	public void resume() {
		move(PipelineState.PAUSED, PipelineState.RUNNING, PipelineRun::resume);
	}

	@Override
	public void setThreads(String stage, int threads) {
		StageKind kind = kindOf(stage);
		StageSpec.requireThreads(stage, threads);
		PipelineRun present = locked(() -> {
			PipelineRun active = active();
			Assert.isTrue(active == null || kind != StageKind.FRONTEND || active.group(stage).isResizable(),
					() -> "Frontend '%s' of pipeline '%s' cannot change its threads while it runs: let it implement %s"
						.formatted(stage, name(), ResizableFrontend.class.getSimpleName()));
			this.spec = this.spec
				.stages((candidate) -> candidate.name().equals(stage) ? candidate.threads(threads) : candidate);
			return active;
		});
		if (present != null) {
			present.group(stage).resize(() -> Objects.requireNonNull(this.spec.stage(stage)).threads());
		}
	}

	private StageKind kindOf(String stage) {
		StageKind kind = kinds().get(stage);
		Assert.isTrue(kind != null, () -> "Pipeline '%s' has no stage '%s': its stages are %s".formatted(name(), stage,
				String.join(", ", kinds().keySet())));
		return kind;
	}

	@Override
	public void offer(String stage, Object item) {
		StageKind kind = kindOf(stage);
		Assert.isTrue(kind.hasInput(), () -> "Frontend '%s' of pipeline '%s' takes no items".formatted(stage, name()));
		PipelineRun present = this.run;
		if (present == null || !getState().isActive()) {
			throw new IllegalStateException("Pipeline '%s' does not run".formatted(name()));
		}
		try {
			present.group(stage).offer(item);
		}
		catch (StoppedException ex) {
			throw new IllegalStateException(
					"Stage '%s' of pipeline '%s' takes no items any more".formatted(stage, name()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted before stage '%s' took the item".formatted(stage), ex);
		}
	}

	@Override
	public PipelineState getState() {
		return this.state.get();
	}

	@Override
	public PipelineSnapshot snapshot() {
		PipelineRun present = this.run;
		List<StageSnapshot> stages = (present != null)
				? present.groups().stream().map((group) -> group.sight().snapshot()).toList()
				: IdleStages.of(this.spec, kinds());
		return new PipelineSnapshot(name(), getState(), this.state.since(),
				(present != null) ? present.startedAt() : null, this.runs.get(),
				(present != null) ? present.failure() : null, stages);
	}

	@Override
	public PipelineSpec spec() {
		return this.spec;
	}

	@Override
	public void tune(UnaryOperator<PipelineSpec> tuning) {
		PipelineSpec present;
		PipelineSpec tuned;
		do {
			requireTunable();
			present = this.spec;
			tuned = checked(tuning.apply(present));
		}
		while (!replace(present, tuned));
	}

	private void requireTunable() {
		Assert.state(!getState().isActive(), () -> "Pipeline '%s' runs: only threads can be changed".formatted(name()));
	}

	private PipelineSpec checked(PipelineSpec tuned) {
		Assert.isTrue(stageNames(tuned).equals(stageNames(this.spec)) && tuned.name().equals(name()),
				() -> "Pipeline '%s' must keep its name and its stages".formatted(name()));
		PipelineShape.check(tuned, this.parts.definitions());
		return tuned;
	}

	/** Takes new settings unless somebody else has changed them in the meantime. */
	private boolean replace(PipelineSpec present, PipelineSpec tuned) {
		return locked(() -> {
			requireTunable();
			boolean unchanged = this.spec.equals(present);
			this.spec = unchanged ? tuned : this.spec;
			return unchanged;
		});
	}

	private static List<String> stageNames(PipelineSpec spec) {
		return spec.stages().stream().map(StageSpec::name).toList();
	}

	@Override
	public Map<String, StageKind> kinds() {
		Map<String, StageKind> kinds = new LinkedHashMap<>();
		for (int i = 0; i < this.parts.definitions().size(); i++) {
			kinds.put(this.spec.stages().get(i).name(), this.parts.definitions().get(i).kind());
		}
		return kinds;
	}

	@Nullable PipelineRun present() {
		return this.run;
	}

	@Override
	public List<Measure> measures() {
		return this.meter.measures();
	}

	@Override
	public boolean isAutoStart() {
		return this.spec.autoStart();
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return "Pipeline '%s' %s".formatted(name(), getState());
	}

}
