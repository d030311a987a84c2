package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import io.heddle.buffer.StoppedException;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a stage in one run: makes or gets its stage instance, sets it up, works,
 * and cleans up. What others may ask of it are {@link #retire()}, {@link #keep()},
 * {@link #interrupt()} and {@link #wakeup()}; everything else belongs to its thread.
 */
final class Worker implements Runnable {

	private final StageGroup group;

	private final int index;

	private final Counts counts = new Counts();

	private final AtomicReference<WorkerState> state = new AtomicReference<>(WorkerState.ACTIVE);

	private final @Nullable Inlet<Object> inlet;

	private final @Nullable Outlet<Object> outlet;

	private final Thread thread;

	private final long bornNanos;

	private final PauseClock paused;

	/** What the thread does when it neither waits for items nor for room. */
	private volatile StageSnapshot.Doing doing = StageSnapshot.Doing.STARTING;

	private volatile boolean interrupted;

	private volatile @Nullable Stage instance;

	/** Whether the run knows that this thread is set up, or does not wait for it. */
	private boolean ready;

	/** Inputs whose processing was cut off; written by the thread, read after its end. */
	private final List<Object> cutOff = new ArrayList<>();

	Worker(StageGroup group, int index, boolean first, LinkEnds ends) {
		this.group = group;
		this.index = index;
		this.ready = !first;
		this.inlet = ends.inlet();
		this.outlet = ends.outlet();
		this.bornNanos = group.ticker().nanos();
		this.paused = new PauseClock(group.ticker());
		this.thread = group.newThread("%s-%s-%d".formatted(group.run().name(), group.name(), index), this);
	}

	@Override
	public void run() {
		try {
			live();
		}
		finally {
			this.group.exited(this);
		}
	}

	private void live() {
		try {
			this.instance = this.group.newInstance();
			this.instance.setup(new WorkerContext(this.group, this.index));
			tellReady();
			this.group.run().awaitStart(this.group.kind());
			this.doing = StageSnapshot.Doing.BUSY;
			WorkerLoop.of(this.group.kind(), this.instance, this).run();
		}
		catch (Throwable ex) {
			failUnlessCancelled(ex);
		}
		finally {
			tellReady();
			this.doing = StageSnapshot.Doing.ENDING;
			this.group.run().attempt(this.group, this::leave);
			cleanup(this.instance);
		}
	}

	private void tellReady() {
		if (!this.ready) {
			this.ready = true;
			this.group.run().ready();
		}
	}

	/** In place of {@link #run()} when the thread came too late. */
	void discard() {
		this.group.run().attempt(this.group, new LinkEnds(this.inlet, this.outlet)::close);
	}

	/** In place of {@link #run()} when the thread could not be started. */
	void notStarted() {
		tellReady();
		this.group.run().attempt(this.group, this::leave);
	}

	private void failUnlessCancelled(Throwable cause) {
		boolean consequence = cause instanceof StoppedException || cause instanceof InterruptedException
				|| (this.interrupted && !isCancelled());
		if (!isCutOff()) {
			fail(cause);
		}
		else if (!consequence) {
			addFailure(cause);
		}
	}

	/** Gives back what was claimed and not processed; nobody else would see it. */
	private void leave() {
		this.state.set(WorkerState.LEFT);
		try {
			if (this.outlet != null) {
				this.outlet.close();
			}
		}
		finally {
			if (this.inlet != null && !this.inlet.isEnded()) {
				List<Object> items = this.inlet.abandon();
				items.forEach((item) -> this.counts.in());
				abandon(items);
			}
		}
	}

	/** Without the interrupt, which was meant for the work. */
	@SuppressWarnings("Interruption")
	private void cleanup(@Nullable Stage stage) {
		if (stage == null) {
			return;
		}
		Thread.interrupted();
		try {
			stage.cleanup();
		}
		catch (Throwable ex) {
			addFailure(ex);
		}
		try {
			this.group.release(stage);
		}
		catch (Throwable ex) {
			addFailure(ex);
		}
	}

	/**
	 * Whether the thread takes one more item; waits while the pipeline is paused.
	 * @param finish called before the thread leaves because it is surplus; processes the
	 * items that it holds between two calls
	 */
	boolean mayTakeNext(Runnable finish) throws InterruptedException {
		return this.group.control().isQuiet() || boundary(finish);
	}

	private boolean boundary(Runnable finish) throws InterruptedException {
		Control control = this.group.control();
		awaitResume(control);
		if (control.has(Control.CANCEL)) {
			return false;
		}
		return !isSurplus(control) || !tryRetire(finish);
	}

	private void awaitResume(Control control) throws InterruptedException {
		if (!control.has(Control.PAUSE)) {
			return;
		}
		this.doing = StageSnapshot.Doing.PAUSED;
		this.paused.begin();
		try {
			this.group.run()
				.gate()
				.await(() -> control.has(Control.PAUSE) && !control.has(Control.CANCEL) && !isSurplus(control));
		}
		finally {
			this.paused.end();
			this.doing = StageSnapshot.Doing.BUSY;
		}
	}

	private boolean isSurplus(Control control) {
		return control.has(Control.RETIRE) && this.state.get() == WorkerState.RETIRING;
	}

	/** Leaves if this thread is surplus and others can go on with what it has claimed. */
	private boolean tryRetire(Runnable finish) {
		finish.run();
		if (!this.state.compareAndSet(WorkerState.RETIRING, WorkerState.LEFT)) {
			return false;
		}
		if (inlet().tryLeave()) {
			return true;
		}
		this.state.set(WorkerState.ACTIVE);
		return false;
	}

	/** Before an item of a frontend, when something is asked. */
	void beforeEmit() {
		Control control = this.group.control();
		try {
			awaitResume(control);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Frontend '%s' was interrupted during a pause".formatted(stage()));
		}
		if (control.has(Control.STOP | Control.CANCEL)) {
			throw new StoppedException("Frontend '%s' of pipeline '%s' is stopped: let this exception through"
				.formatted(stage(), pipeline()));
		}
	}

	/**
	 * Waits between two attempts.
	 * @return false if the work was cut off in the meantime
	 */
	boolean pause(Duration time) {
		Deadline deadline = Deadline.after(time, ticker());
		while (!isCutOff()) {
			long left = deadline.remainingNanos();
			if (left <= 0) {
				return true;
			}
			LockSupport.parkNanos(this, left);
			if (Thread.currentThread().isInterrupted()) {
				return false;
			}
		}
		return false;
	}

	private boolean isCutOff() {
		return this.group.control().has(Control.STOP | Control.CANCEL);
	}

	/** Marks the thread as surplus; false if it is leaving by itself. */
	boolean retire() {
		return this.state.compareAndSet(WorkerState.ACTIVE, WorkerState.RETIRING);
	}

	/** Takes {@link #retire()} back if the thread has not left. */
	boolean keep() {
		return this.state.compareAndSet(WorkerState.RETIRING, WorkerState.ACTIVE);
	}

	/** The frontend of this thread if it can be told a new number of threads. */
	Optional<ResizableFrontend<?>> resizable() {
		return (this.instance instanceof ResizableFrontend<?> frontend) ? Optional.of(frontend) : Optional.empty();
	}

	/** False if the instance of this thread is made and cannot be told. */
	boolean isResizable() {
		Stage made = this.instance;
		return made == null || made instanceof ResizableFrontend<?>;
	}

	WorkerState state() {
		return Objects.requireNonNull(this.state.get());
	}

	/** Makes the thread look at what is asked of it, wherever it waits. */
	void wakeup() {
		if (this.inlet != null) {
			this.inlet.wakeup();
		}
		LockSupport.unpark(this.thread);
	}

	void interrupt() {
		this.interrupted = true;
		this.thread.interrupt();
	}

	boolean wasInterrupted() {
		return this.interrupted;
	}

	void fail(Throwable cause) {
		this.group.run().fail(this.group, this.thread.getName(), cause);
	}

	void addFailure(Throwable cause) {
		this.group.run().addFailure(this.group, this.thread.getName(), cause);
	}

	/** For a failure that fails nothing but its item. */
	void tellIfFatal(Throwable cause) {
		this.group.run().tellIfFatal(this.group, cause);
	}

	void abandon(List<Object> items) {
		this.counts.abandoned(items.size());
		this.cutOff.addAll(items);
	}

	List<Object> cutOff() {
		return this.cutOff;
	}

	DeadLetters deadLetters() {
		return this.group.run().deadLetters();
	}

	boolean isCancelled() {
		return this.group.control().has(Control.CANCEL);
	}

	Inlet<Object> inlet() {
		return Objects.requireNonNull(this.inlet);
	}

	StageEmitter emitter() {
		boolean source = this.group.kind() == StageKind.FRONTEND;
		return new StageEmitter(this, this.outlet, source ? this.group.control() : null);
	}

	@Nullable CompletionStage<?> accepted() {
		return (this.outlet != null) ? this.outlet.accepted() : null;
	}

	ServiceSampler newSampler() {
		return new ServiceSampler(ticker(), this.group.sight().serviceTimes(), this::blockedNanos,
				this.group.run()::tick);
	}

	StageSpec spec() {
		return this.group.spec();
	}

	Ticker ticker() {
		return this.group.ticker();
	}

	Counts counts() {
		return this.counts;
	}

	Thread thread() {
		return this.thread;
	}

	long idleNanos() {
		return (this.inlet != null) ? this.inlet.waitedNanos() : 0;
	}

	long blockedNanos() {
		return (this.outlet != null) ? this.outlet.waitedNanos() : 0;
	}

	long aliveNanos() {
		return ticker().nanos() - this.bornNanos - this.paused.totalNanos();
	}

	StageSnapshot.Worker snapshot() {
		StageSnapshot.Doing now = this.doing;
		if (now == StageSnapshot.Doing.BUSY) {
			boolean idle = this.inlet != null && this.inlet.isWaiting();
			boolean blocked = this.outlet != null && this.outlet.isWaiting();
			now = idle ? StageSnapshot.Doing.IDLE : blocked ? StageSnapshot.Doing.BLOCKED : now;
		}
		return new StageSnapshot.Worker(this.index, this.thread.getName(), now);
	}

	int threadIndex() {
		return this.index;
	}

	boolean stopping() {
		return this.group.run().isStopping();
	}

	String pipeline() {
		return this.group.run().name();
	}

	String stage() {
		return this.group.name();
	}

}
