package io.heddle.enrich;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;

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
	private volatile List<WorkerThread<T, D>> workers = List.of();

	private int made;

	EnrichRun(EnrichSpec spec, RunParts<T> parts, Supplier<EnricherWorker<T, D>> newWorker, Ticker ticker) {
		this.spec = spec;
		this.parts = parts;
		this.newWorker = newWorker;
		this.ticker = ticker;
		this.source = ThreadSource.of(spec.mode());
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
			List<WorkerThread<T, D>> first = new ArrayList<>();
			for (int i = 0; i < this.spec.threads(); i++) {
				first.add(worker());
			}
			addTasks.accept(this.parts.tasks());
			if (this.parts.tasks().begin()) {
				this.workers = List.copyOf(first);
				work();
			}
			return report();
		}
		finally {
			this.parts.tasks().end();
			this.ended.countDown();
		}
	}

	private WorkerThread<T, D> worker() {
		String name = (this.spec.threads() == 1 && this.made == 0) ? this.spec.name()
				: this.spec.name() + "_" + this.made;
		this.made++;
		Ticker clock = this.spec.taskTimeout().isZero() ? null : this.ticker;
		return new WorkerThread<>(this.newWorker.get(), this.parts, clock, this.source, name);
	}

	private void work() throws InterruptedException {
		boolean over = false;
		try {
			this.workers.forEach((worker) -> worker.thread().start());
			watch();
			over = this.parts.tasks().isOver();
		}
		finally {
			if (!over) {
				force();
				awaitOver(Deadline.after(PATIENCE, Ticker.system()));
			}
		}
		for (WorkerThread<T, D> worker : this.workers) {
			TimeUnit.NANOSECONDS.timedJoin(worker.thread(), PATIENCE.toNanos());
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
			if (this.parts.tasks().isOver()) {
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
		WorkerThread<T, D> next = worker();
		this.workers = this.workers.stream().map((worker) -> (worker == stuck) ? next : worker).toList();
		next.thread().start();
		this.parts.tasks().done();
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
		while (!this.parts.tasks().isOver() && !deadline.hasPassed()) {
			Ticker.system().parkUntil(this, deadline.atNanos());
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits until it has ended; gives whether it has. */
	boolean awaitEnd(Deadline deadline) throws InterruptedException {
		return this.ended.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
	}

	/** The names of threads that are alive. */
	List<String> alive() {
		return this.workers.stream().map(WorkerThread::thread).filter(Thread::isAlive).map(Thread::getName).toList();
	}

	/** What has come of it so far. */
	EnrichReport report() {
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
