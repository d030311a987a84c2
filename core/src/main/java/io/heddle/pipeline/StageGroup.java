package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
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

	/** Held while the number of threads changes, also while links are called. */
	private final ReentrantLock resizing = new ReentrantLock();

	private final Roster roster;

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
		this.roster = new Roster(spec.threads(), this.control);
	}

	/** Makes the first threads; they are on the list before any of them runs. */
	void prepare() {
		IntStream.range(0, target()).forEach((index) -> this.roster.admit(List.of(newWorker(index, true)), 0));
	}

	private Worker newWorker(int index, boolean first) {
		LinkEnds ends = LinkEnds.open(this.input, this.output);
		try {
			return new Worker(this, index, first, ends);
		}
		catch (Throwable ex) {
			ends.closeAfter(ex);
			throw ex;
		}
	}

	/** Starts the first threads. One that cannot be started fails the run. */
	void start() {
		this.roster.begin().forEach(this::start);
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
		this.resizing.lock();
		try {
			int threads = wanted.getAsInt();
			add(frontend ? this.roster.resizeFrontends(threads) : this.roster.resize(threads));
		}
		finally {
			this.resizing.unlock();
		}
		if (frontend) {
			tellFrontends();
		}
		workers().stream().filter((worker) -> worker.state() == WorkerState.RETIRING).forEach(Worker::wakeup);
		this.run.gate().open();
	}

	/** Adds threads under these indexes; those that cannot be made are missing. */
	private void add(int... indexes) {
		for (int index : indexes) {
			Worker worker = newWorker(index, false);
			switch (this.roster.admit(List.of(worker), closing())) {
				case REFUSED -> worker.discard();
				case TO_BE_STARTED -> start(worker);
				case WAITING_FOR_BEGIN -> logger.debug("Thread '{}' starts with the others", worker.thread().getName());
			}
		}
	}

	/** What is asked when no thread may be added any more. */
	private int closing() {
		return (kind() == StageKind.FRONTEND) ? Control.STOP | Control.CANCEL : Control.CANCEL;
	}

	/** Whoever tells last tells the last number, also when another one resizes. */
	private void tellFrontends() {
		int told;
		do {
			told = target();
			for (ResizableFrontend<?> instance : resizable()) {
				instance.resize(told);
			}
		}
		while (told != target());
	}

	private List<ResizableFrontend<?>> resizable() {
		return workers().stream()
			.<ResizableFrontend<?>>flatMap((worker) -> worker.resizable().stream())
			.distinct()
			.toList();
	}

	/** Called by each thread as its last act. */
	void exited(Worker worker) {
		this.run.attempt(this, () -> addSuccessor(worker));
		switch (this.roster.remove(worker)) {
			case LAST -> end();
			case LEFT_BEHIND_BEFORE ->
				logger.warn("Thread '{}', which was left behind by a stop, has ended", worker.thread().getName());
			case ONE_OF_MANY -> logger.debug("Thread '{}' has ended", worker.thread().getName());
		}
	}

	/** Before the worker is off the list, so that the stage does not end meanwhile. */
	private void addSuccessor(Worker worker) {
		if (kind() == StageKind.FRONTEND) {
			this.resizing.lock();
			try {
				if (this.roster.lacksSuccessor(worker)) {
					add(worker.threadIndex());
				}
			}
			finally {
				this.resizing.unlock();
			}
		}
	}

	/** Whatever the reason, nobody will take from the input any more. */
	private void end() {
		this.endedNanos = ticker().nanos();
		if (this.output != null) {
			this.run.attempt(this, this.output::close);
		}
		if (this.input != null) {
			this.run.attempt(this, this.input::abort);
		}
		this.ended.countDown();
		this.run.groupEnded();
	}

	/** Leaves the threads that have not ended to themselves. */
	void detach() {
		if (this.output != null) {
			this.run.attempt(this, this.output::seal);
		}
		if (this.roster.leaveBehind()) {
			end();
		}
	}

	/** Waits for the threads that have left to be gone. */
	void join() throws InterruptedException {
		for (Thread thread : this.roster.leaving()) {
			thread.join();
		}
	}

	/**
	 * Counts what is left in the queue after the end. What a thread that was left behind
	 * has claimed cannot be taken back, but it is known how many items there were.
	 */
	void collectRemaining(long handedOver) {
		List<Object> items = Objects.requireNonNull(this.input).removeRemaining();
		this.roster.addRemaining(items, handedOver + this.offered.sum());
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
		return this.roster.workers();
	}

	List<Object> abandonedItems() {
		return this.roster.abandonedItems();
	}

	StageTotals totals() {
		return this.roster.totals();
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

	/**
	 * Whether the threads of a frontend can be told a new number of threads. One that is
	 * not made yet will see it in its context.
	 */
	boolean isResizable() {
		return workers().stream().allMatch(Worker::isResizable);
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
		return this.roster.target();
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
