package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.heddle.buffer.Outlet;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * The threads of one stage in one run. When the last one has left, the group has ended
 * and its output is closed.
 * <p>
 * The roster of workers, the target and the sums of those that have left are guarded by
 * one lock; no user code runs under it.
 */
final class StageGroup {

	private static final Logger logger = LoggerFactory.getLogger(StageGroup.class);

	private final PipelineRun run;

	private final StageDefinition definition;

	private final StageSpec spec;

	private final ThreadSource threads;

	private final @Nullable Link<Object> input;

	private final @Nullable Link<Object> output;

	private final Control control = new Control();

	private final StageSight sight;

	/** How many items came from outside. */
	private final LongAdder offered = new LongAdder();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Roster roster = new Roster();

	/** Threads in their last steps, to be joined at the end. */
	private final List<Thread> leaving = new ArrayList<>();

	private final Ledger ledger = new Ledger();

	/** Whether the first threads have been started; guarded by the lock. */
	private boolean begun;

	/** Whether no thread will be added any more; guarded by the lock. */
	private boolean over;

	private volatile int target;

	/** When the last thread left. */
	private volatile long endedNanos;

	StageGroup(PipelineRun run, StageDefinition definition, StageSpec spec, ThreadSource threads,
			@Nullable Link<Object> input, @Nullable Link<Object> output) {
		this.run = run;
		this.definition = definition;
		this.spec = spec;
		this.threads = threads;
		this.input = input;
		this.output = output;
		this.sight = new StageSight(this, run.ticker());
		this.target = spec.threads();
	}

	/** Makes the first threads; they are on the list before any of them runs. */
	void prepare() {
		locked(() -> IntStream.range(0, this.target).mapToObj((index) -> newWorker(index, true)).toList());
	}

	private Worker newWorker(int index, boolean first) {
		Worker worker = new Worker(this, index, first, (this.input != null) ? this.input.inlet() : null,
				(this.output != null) ? this.output.outlet() : null);
		this.roster.add(worker);
		return worker;
	}

	/** Starts the first threads. One that cannot be started fails the run. */
	void start() {
		locked(() -> {
			this.begun = true;
			return this.roster.sorted();
		}).forEach(this::start);
	}

	private void start(Worker worker) {
		try {
			worker.thread().start();
		}
		catch (Throwable ex) {
			this.run.fail(this, worker.thread().getName(), ex);
			worker.notStarted();
			exited(worker);
		}
	}

	/** Changes the number of threads, see {@link Pipeline#setThreads}. */
	void resize(IntSupplier wanted) {
		boolean frontend = kind() == StageKind.FRONTEND;
		List<Worker> added = new ArrayList<>();
		try {
			locked(() -> {
				if (frontend) {
					addFrontends(wanted.getAsInt(), added);
				}
				else {
					addOrRetire(wanted.getAsInt(), added);
				}
			});
			if (frontend) {
				resizable().forEach((instance) -> instance.resize(this.target));
			}
		}
		finally {
			added.forEach(this::start);
		}
		workers().stream().filter((worker) -> worker.state() == WorkerState.RETIRING).forEach(Worker::wakeup);
		this.run.gate().open();
	}

	private void addOrRetire(int threads, List<Worker> added) {
		this.target = threads;
		if (!this.over && !this.control.has(Control.CANCEL)) {
			this.roster.retireBeyond(threads);
			int missing = this.roster.keepUpTo(threads);
			askRetiring();
			add(this.roster.freeIndexes().limit(missing), added);
		}
	}

	/**
	 * A frontend's threads end by themselves when they are told that they are surplus.
	 */
	private void addFrontends(int threads, List<Worker> added) {
		int before = this.target;
		this.target = threads;
		if (!this.over && !this.control.has(Control.STOP | Control.CANCEL)) {
			add(IntStream.range(before, threads).filter(this.roster::isFree), added);
		}
	}

	/** Adds threads, and those of them that {@link #start()} will not start to a list. */
	private void add(IntStream indexes, List<Worker> added) {
		indexes.mapToObj((index) -> newWorker(index, false)).filter((worker) -> this.begun).forEach(added::add);
	}

	private List<ResizableFrontend<?>> resizable() {
		return workers().stream()
			.<ResizableFrontend<?>>flatMap((worker) -> worker.resizable().stream())
			.distinct()
			.toList();
	}

	/** Makes the threads look, or not look, whether they are surplus; under the lock. */
	private void askRetiring() {
		if (this.roster.hasRetiring()) {
			this.control.set(Control.RETIRE);
		}
		else {
			this.control.clear(Control.RETIRE);
		}
	}

	/** Called by each thread as its last act. */
	void exited(Worker worker) {
		boolean last = locked(() -> {
			boolean counted = this.roster.remove(worker);
			if (counted) {
				this.ledger.settle(worker);
				this.leaving.removeIf((thread) -> !thread.isAlive());
				this.leaving.add(worker.thread());
			}
			else {
				logger.warn("Thread '{}', which was left behind by a stop, has ended", worker.thread().getName());
			}
			askRetiring();
			return counted && isOverNow();
		});
		if (last) {
			end();
		}
	}

	/** Whether the last thread has just left; once, and under the lock. */
	private boolean isOverNow() {
		boolean now = !this.over && this.roster.isEmpty();
		this.over |= now;
		return now;
	}

	private void end() {
		this.endedNanos = ticker().nanos();
		if (this.output != null) {
			this.run.attempt(this, this.output::close);
		}
		this.ended.countDown();
		this.run.groupEnded();
	}

	/** Leaves the threads that have not ended to themselves. */
	void detach() {
		if (this.output != null) {
			this.run.attempt(this, this.output::seal);
		}
		boolean last = locked(() -> {
			this.roster.removeAll().forEach(this.ledger::leaveBehind);
			return isOverNow();
		});
		if (last) {
			end();
		}
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private <V> V locked(Supplier<V> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for the threads that have left to be gone. */
	void join() throws InterruptedException {
		for (Thread thread : locked(() -> List.copyOf(this.leaving))) {
			thread.join();
		}
	}

	/**
	 * Counts what is left in the queue after the end. What a thread that was left behind
	 * has claimed cannot be taken back, but it is known how many items there were.
	 */
	void collectRemaining(long handedOver) {
		List<Object> items = Objects.requireNonNull(this.input).removeRemaining();
		locked(() -> this.ledger.addRemaining(items, handedOver + this.offered.sum()));
	}

	/** Refuses what earlier stages hand over and ends the threads at their next item. */
	void cancel() {
		this.control.set(Control.CANCEL);
		if (this.input != null) {
			this.run.attempt(this, this.input::abort);
		}
		workers().forEach(Worker::wakeup);
	}

	/**
	 * Interrupts threads unless they clean up; with {@code once} only those that have
	 * never been.
	 */
	void interruptWork(boolean once) {
		workers().stream()
			.filter((worker) -> worker.state() != WorkerState.LEFT && !(once && worker.wasInterrupted()))
			.forEach(Worker::interrupt);
	}

	void interrupt() {
		workers().forEach(Worker::interrupt);
	}

	void ask(int flag) {
		this.control.set(flag);
		workers().forEach(Worker::wakeup);
	}

	/** The threads that have not ended and were not left behind, by index. */
	List<Worker> workers() {
		return locked(() -> this.roster.sorted());
	}

	List<Object> abandonedItems() {
		return locked(() -> this.ledger.abandonedItems());
	}

	StageTotals totals() {
		return locked(() -> this.ledger.totals(this.roster.sorted()));
	}

	StageSight sight() {
		return this.sight;
	}

	boolean hasEnded() {
		return this.ended.getCount() == 0;
	}

	boolean awaitEnd(Duration limit) throws InterruptedException {
		return this.ended.await(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
	}

	long endedNanos() {
		return this.endedNanos;
	}

	Stage newInstance() {
		Stage instance = this.definition.instances().get();
		Assert.isInstanceOf(kind().type(), instance,
				() -> "Stage '%s' of pipeline '%s' is of the wrong type.".formatted(name(), this.run.name()));
		return instance;
	}

	void release(Stage instance) {
		this.definition.release().accept(instance);
	}

	Thread newThread(String name, Runnable body) {
		Thread thread = this.threads.newThread(name, body);
		thread.setContextClassLoader(this.run.classLoader());
		return thread;
	}

	/** Whether all threads of a frontend can be told a new number of threads. */
	boolean isResizable() {
		return workers().stream().allMatch((worker) -> worker.resizable().isPresent());
	}

	/** Hands an item from outside to this stage. */
	void offer(Object item) throws InterruptedException {
		try (Outlet<Object> outlet = Objects.requireNonNull(this.input).outlet()) {
			outlet.put(item);
			this.offered.increment();
		}
	}

	@Nullable Link<Object> input() {
		return this.input;
	}

	PipelineRun run() {
		return this.run;
	}

	StageKind kind() {
		return this.definition.kind();
	}

	StageSpec spec() {
		return this.spec;
	}

	String name() {
		return this.spec.name();
	}

	int target() {
		return this.target;
	}

	Control control() {
		return this.control;
	}

	ThreadMode mode() {
		return this.threads.mode();
	}

	Ticker ticker() {
		return this.run.ticker();
	}

}
