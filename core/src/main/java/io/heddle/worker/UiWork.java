package io.heddle.worker;

import java.time.Duration;
import java.util.List;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.StopOutcome;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

/**
 * A worker in the thread of a user interface: what may be done with it, and how it looks.
 */
final class UiWork implements Undertaking {

	private final WorkshopParts parts;

	private final WorkshopCounts counts = new WorkshopCounts();

	private final Bench<Runnable> bench;

	private final WorkshopActivity activity;

	private final UiLine line;

	UiWork(UiWorker.Builder builder) {
		this.parts = builder.parts();
		this.bench = new Bench<>(this.parts, this.counts, UiWork::run);
		this.activity = new WorkshopActivity(this);
		this.line = new UiLine(this.parts, builder, this.bench, this.counts, this.activity);
	}

	private static boolean run(Runnable item) {
		item.run();
		return true;
	}

	UiLine line() {
		return this.line;
	}

	@Override
	public void start() {
		this.line.change(WorkshopState.RUNNING);
		this.line.go();
	}

	@Override
	public boolean stop(Duration limit) {
		this.line.change(WorkshopState.STOPPING);
		return this.line.awaitGone(limit);
	}

	/** The thread belongs to others and is not interrupted. */
	@Override
	public StopOutcome finish(Duration limit) {
		long before = this.counts.ended();
		this.line.change(WorkshopState.DRAINING);
		this.line.go();
		boolean ended = this.line.awaitGone(limit) || stop(Duration.ZERO);
		return new WorkshopStop(spec().title(), this.counts.ended() - before, waiting(),
				ended ? List.of() : List.of("an item"));
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
	public WorkerSnapshot snapshot() {
		return this.line.snapshot();
	}

	@Override
	public int waiting() {
		return this.line.waiting();
	}

	@Override
	public int running() {
		return this.line.running();
	}

	@Override
	public int threads() {
		return this.line.threads();
	}

	@Override
	public int maxThreads() {
		return 0;
	}

	@Override
	public int unread() {
		return 0;
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

}
