package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.StopOutcome;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * A worker with threads of its own: what may be done with it, and how it looks.
 *
 * @param <J> the jobs
 */
final class Workshop<J> implements Undertaking {

	/** For what an interrupt ends. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private final WorkshopParts parts;

	private final WorkshopCounts counts = new WorkshopCounts();

	private final IntSupplier unread;

	private final Bench<Order<J>> bench;

	/** A job in words. */
	private final String job;

	private final WorkshopActivity activity;

	private final JobLine<Order<J>> line;

	/** What travels with a job. */
	private volatile ThreadContext context;

	/**
	 * A workshop that is not started.
	 * @param unread how many results nobody has read yet
	 */
	Workshop(WorkshopParts parts, Bench.Work<Order<J>> work, IntSupplier unread) {
		this.parts = parts;
		this.context = parts.context();
		this.job = "a job of " + parts.spec().title();
		this.unread = unread;
		this.bench = new Bench<>(parts, this.counts, work);
		this.activity = new WorkshopActivity(this);
		this.line = new JobLine<>(parts, this.bench, this.counts, this.activity.listeners());
	}

	/**
	 * Adds a job, with the context of the caller. <b>Blocks</b> while the line is full.
	 */
	void put(J job) {
		this.line.put(new Order<>(job, this.job, this.context));
	}

	/** The jobs that run, and then those that wait. */
	List<J> pending() {
		return this.line.read(Books::pending).stream().map(Order::job).toList();
	}

	/** Takes all jobs that wait. */
	List<J> takeBack() {
		return this.line.takeBack().stream().map(Order::job).toList();
	}

	JobLine<Order<J>> line() {
		return this.line;
	}

	Bench<Order<J>> bench() {
		return this.bench;
	}

	@Override
	public void start() {
		this.line.open();
	}

	@Override
	public boolean stop(Duration limit) {
		this.line.change(WorkshopState.STOPPING);
		return this.line.awaitGone(limit);
	}

	@Override
	public StopOutcome finish(Duration limit) {
		long before = this.counts.ended();
		this.line.change(WorkshopState.DRAINING);
		this.line.beginAll();
		if (!this.line.awaitGone(limit)) {
			this.line.change(WorkshopState.STOPPING);
			end();
		}
		List<String> busy = this.line.read(Books::names);
		return new WorkshopStop(spec().title(), this.counts.ended() - before, waiting(), busy);
	}

	/** A job that stops its own worker is not interrupted by that. */
	private void end() {
		if (!this.line.isOwnThread()) {
			this.line.interrupt();
			this.line.awaitGone(GRACE);
		}
	}

	@Override
	public WorkshopSpec spec() {
		return this.parts.spec();
	}

	@Override
	public WorkshopCounts counts() {
		return this.counts;
	}

	@Override
	public WorkshopActivity activity() {
		return this.activity;
	}

	@Override
	public WorkshopState state() {
		return this.line.state();
	}

	@Override
	public int waiting() {
		return this.line.read(Books::waiting);
	}

	@Override
	public int running() {
		return this.line.read(Books::busy);
	}

	@Override
	public int threads() {
		return this.line.read(Books::threads);
	}

	@Override
	public int maxThreads() {
		return this.line.read(Books::max);
	}

	@Override
	public int unread() {
		return this.unread.getAsInt();
	}

	@Override
	public WorkerSnapshot snapshot() {
		int results = unread();
		return this.line.read((books) -> {
			WorkerSnapshot.Counts now = new WorkerSnapshot.Counts(books.waiting(), books.busy(), this.counts.done(),
					this.counts.failed(), this.counts.rejected(), results, this.counts.dropped());
			return new WorkerSnapshot(spec().name(), spec().kind(), state().toActivityState(), this.line.since(),
					books.threads(), books.max(), spec().queueCapacity(), now, problem(books));
		});
	}

	private @Nullable String problem(Books<Order<J>> books) {
		return (state().begins() && books.isDeserted() && books.waiting() > 0)
				? "%d jobs wait and there is no thread".formatted(books.waiting()) : null;
	}

	@Override
	public void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		if (!this.parts.ownMode() && this.parts.threads() == null) {
			this.line.source(ThreadSource.of(mode));
		}
		if (this.parts.fatalErrors() == null) {
			this.bench.fatalErrors(fatalErrors);
		}
	}

	@Override
	public void adopt(ThreadContext outer) {
		this.context = this.context.within(outer);
	}

}
