package io.heddle.enrich;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One run of an enricher, in the thread of its caller: that makes the workers, adds the
 * tasks, and then waits and looks at the clock, for the progress and for tasks that take
 * too long.
 */
final class EnrichRun<T, D> {

	/** For what an interrupt ends, before another worker takes the place. */
	static final Duration GRACE = Duration.ofMillis(100);

	/** For all that is under way when a run is to end now. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final long FOREVER = Long.MAX_VALUE / 4;

	private final EnrichSpec spec;

	private final RunParts<T> parts;

	private final Supplier<EnricherWorker<T, D>> newWorker;

	private final Ticker ticker;

	private final ThreadSource source;

	private final long startNanos;

	private final CountDownLatch ended = new CountDownLatch(1);

	/** Changed by the caller alone. */
	private final Queue<WorkerThread<T, D>> workers = new ConcurrentLinkedQueue<>();

	/** Those whose place another one has taken; changed by the caller alone. */
	private final Queue<WorkerThread<T, D>> replaced = new ConcurrentLinkedQueue<>();

	/** Of the caller. */
	private int made;

	private volatile boolean begun;

	/** What has kept the last worker from its thread. */
	private volatile @Nullable Throwable missing;

	private volatile @Nullable EnrichReport result;

	EnrichRun(EnrichSpec spec, RunParts<T> parts, Supplier<EnricherWorker<T, D>> newWorker, Ticker ticker,
			ThreadSource source) {
		this.spec = spec;
		this.parts = parts;
		this.newWorker = newWorker;
		this.ticker = ticker;
		this.source = source;
		this.startNanos = ticker.nanos();
	}

	RunParts<T> parts() {
		return this.parts;
	}

	/**
	 * Does all.
	 * @throws InterruptedException if the caller was interrupted; no worker is at work
	 * then that an interrupt ends
	 */
	EnrichReport run(Consumer<TaskQueue<T>> addTasks) throws InterruptedException {
		try {
			List<EnricherWorker<T, D>> first = new ArrayList<>();
			for (int i = 0; i < this.spec.threads(); i++) {
				first.add(this.newWorker.get());
			}
			addTasks.accept(this.parts.tasks());
			this.begun = true;
			if (this.parts.tasks().begin()) {
				work(first);
			}
		}
		finally {
			this.parts.tasks().close().forEach(this.parts.counts()::skipped);
			this.result = count();
		}
		return report();
	}

	private void work(List<EnricherWorker<T, D>> first) throws InterruptedException {
		try {
			first.forEach(this::start);
			watch();
		}
		finally {
			if (!this.parts.tasks().isOver()) {
				force();
				awaitOver(Deadline.after(PATIENCE, Ticker.system()));
				abandon();
			}
			awaitThreads(Deadline.after(PATIENCE, Ticker.system()));
		}
	}

	/** Others may do the work of a worker whose thread cannot be started. */
	private void start(EnricherWorker<T, D> worker) {
		String name = (this.spec.threads() == 1 && this.made == 0) ? this.spec.name()
				: this.spec.name() + "_" + this.made;
		this.made++;
		try {
			start(new WorkerThread<>(worker, this.parts, this.ticker, this.source, name));
		}
		catch (Throwable ex) {
			notStarted(name, ex);
		}
	}

	private void notStarted(String thread, Throwable why) {
		this.missing = why;
		this.parts.log().notStarted(thread, why);
	}

	/** Whether it was kept from its work; the others do without it. */
	private boolean isRefused(WorkerThread<T, D> worker) {
		Throwable why = worker.refusal();
		if (why != null) {
			notStarted(worker.thread().getName(), why);
		}
		return why != null;
	}

	/** A worker that has begun is known. */
	private void start(WorkerThread<T, D> next) {
		this.workers.add(next);
		try {
			next.thread().start();
		}
		catch (Throwable ex) {
			this.workers.remove(next);
			throw ex;
		}
	}

	/** Until all is done, or until somebody wants it to end now. */
	private void watch() throws InterruptedException {
		long progressNanos = Deadline.nanosOf(this.spec.progressInterval());
		long progressAt = this.startNanos + progressNanos;
		while (!this.parts.runSwitch().isForced()) {
			long now = this.ticker.nanos();
			long wait = this.spec.taskTimeout().isZero() ? FOREVER : expire(now);
			if (progressNanos > 0 && progressAt - now <= 0) {
				this.parts.log().progress(this.parts.tasks().left());
				progressAt += ((now - progressAt) / progressNanos + 1) * progressNanos;
			}
			if (progressNanos > 0) {
				wait = Math.min(wait, progressAt - now);
			}
			this.workers.removeIf(this::isRefused);
			if (this.parts.tasks().isOver() || this.workers.isEmpty()) {
				return;
			}
			this.ticker.parkUntil(this, now + wait);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
		}
	}

	/** Gives tasks up that take too long; returns after which time to look again. */
	private long expire(long now) {
		long timeout = Deadline.nanosOf(this.spec.taskTimeout());
		long wait = timeout;
		for (WorkerThread<T, D> worker : this.workers) {
			Attempt attempt = worker.attempt();
			if (attempt != null) {
				long left = timeout - (now - attempt.startNanos());
				wait = Math.min(wait, (left > 0) ? left : expire(worker, attempt, left + GRACE.toNanos()));
			}
		}
		return wait;
	}

	private long expire(WorkerThread<T, D> worker, Attempt attempt, long graceLeft) {
		if (attempt.expire(worker.thread())) {
			TimeoutException failure = new TimeoutException(
					"A task of enricher '%s' took longer than %s".formatted(this.spec.name(), this.spec.taskTimeout()));
			this.parts.counts().failed(attempt.task(), failure);
			this.parts.runSwitch().failed();
			this.parts.log().timedOut(worker.thread().getName(), failure);
		}
		if (!attempt.isExpired()) {
			return FOREVER;
		}
		if (graceLeft > 0) {
			return graceLeft;
		}
		if (attempt.replace()) {
			replace(worker);
		}
		return FOREVER;
	}

	private void replace(WorkerThread<T, D> stuck) {
		this.workers.remove(stuck);
		this.replaced.removeIf((worker) -> !worker.thread().isAlive());
		this.replaced.add(stuck);
		try {
			start(this.newWorker.get());
		}
		finally {
			this.parts.tasks().done();
		}
	}

	/** Begins no more tasks. */
	void stop() {
		this.parts.runSwitch().stop();
	}

	/** And interrupts those that are under way. */
	void force() {
		this.parts.runSwitch().force();
		this.workers.forEach((worker) -> worker.thread().interrupt());
		this.parts.tasks().wakeCaller();
	}

	/** Waits whatever comes, which is not long. */
	private void awaitOver(Deadline deadline) {
		boolean interrupted = false;
		while (!this.parts.tasks().isOver() && !this.workers.isEmpty() && !deadline.hasPassed()) {
			Ticker.system().parkUntil(this, deadline.atNanos());
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** What is still under way counts as skipped, whatever comes of it. */
	private void abandon() {
		for (WorkerThread<T, D> worker : this.workers) {
			Attempt attempt = worker.attempt();
			if (attempt != null && attempt.abandon()) {
				this.parts.counts().skipped(attempt.task());
			}
		}
		this.parts.tasks().close().forEach(this.parts.counts()::skipped);
	}

	/** Waits for threads that are at no task. */
	private void awaitThreads(Deadline deadline) {
		boolean interrupted = Thread.interrupted();
		for (WorkerThread<T, D> worker : this.workers) {
			while (worker.attempt() == null && worker.thread().isAlive() && !deadline.hasPassed()) {
				interrupted |= !tryJoin(worker.thread(), deadline);
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@SuppressWarnings("Interruption") // the caller keeps it
	private static boolean tryJoin(Thread thread, Deadline deadline) {
		try {
			TimeUnit.NANOSECONDS.timedJoin(thread, deadline.remainingNanos());
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	/** Lets those go on who wait for its end. */
	void end() {
		this.ended.countDown();
	}

	/** Waits until it has ended; gives whether it has. */
	boolean awaitEnd(Deadline deadline) throws InterruptedException {
		return this.ended.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
	}

	/** Whether it cannot end before this thread goes on. */
	boolean isOwnThread() {
		Thread present = Thread.currentThread();
		return this.parts.tasks().isCaller(present) || threads().anyMatch((thread) -> thread == present);
	}

	/** The names of threads that are alive. */
	List<String> alive() {
		return threads().filter(Thread::isAlive).map(Thread::getName).toList();
	}

	private Stream<Thread> threads() {
		return Stream.concat(this.replaced.stream(), this.workers.stream()).map(WorkerThread::thread);
	}

	/** Whether it came so far that its workers could begin. */
	boolean hasBegun() {
		return this.begun;
	}

	/** What has kept all workers from going on; {@code null} if nothing has. */
	@Nullable Throwable missing() {
		return this.workers.isEmpty() ? this.missing : null;
	}

	/** What has come of it so far. */
	EnrichReport report() {
		EnrichReport all = this.result;
		return (all != null) ? all : count();
	}

	private EnrichReport count() {
		RunCounts.Totals totals = this.parts.counts().totals();
		long tasks = this.parts.tasks().added();
		long skipped = tasks - totals.saved() - totals.empty() - totals.failed();
		return new EnrichReport(this.spec.name(), tasks, totals.saved(), totals.empty(), totals.failed(), skipped,
				Duration.ofNanos(this.ticker.nanos() - this.startNanos), this.parts.counts().failures());
	}

	/** Whether somebody has stopped it. */
	boolean isStopped() {
		return this.parts.runSwitch().isStopped();
	}

}
