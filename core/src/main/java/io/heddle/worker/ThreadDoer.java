package io.heddle.worker;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.thread.ThreadLook;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in the thread of the lane.
 */
final class ThreadDoer implements Doer {

	private final LaneParts parts;

	private final BoundExecutor executor = new BoundExecutor();

	private final Instant startedAt;

	private @Nullable Binding bound;

	private volatile @Nullable Thread thread;

	private volatile DoerState state = DoerState.IDLE;

	private final AtomicLong tasks = new AtomicLong();

	ThreadDoer(LaneParts parts) {
		this.parts = parts;
		this.startedAt = parts.ticker().now();
	}

	@Override
	public boolean prepare(LaneRun lane) {
		this.thread = Thread.currentThread();
		return !lane.isToEnd();
	}

	@Override
	public Answer run(Job job) {
		this.state = DoerState.BUSY;
		ThreadLook look = ThreadLook.ofCurrent();
		try {
			bind();
			return Answer.of(this.executor.run(job.parcel().task()));
		}
		catch (Throwable ex) {
			this.parts.errors().fatal(ex);
			return Answer.failed(RemoteFailure.local(ex));
		}
		finally {
			look.restore();
			this.tasks.incrementAndGet();
			this.state = DoerState.IDLE;
		}
	}

	private void bind() {
		Binding binding = this.parts.binding().get();
		if (binding != null && binding != this.bound) {
			this.bound = binding;
			binding.applyTo(this.executor);
		}
	}

	@Override
	public void cutOff() {
		Thread present = this.thread;
		if (present != null) {
			present.interrupt();
		}
	}

	@Override
	public void close() {
		this.state = DoerState.ENDED;
	}

	@Override
	public DoerState state() {
		return this.state;
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public WorkerProcessSnapshot.Child sight() {
		return new WorkerProcessSnapshot.Child(pid(), this.state.word(), this.tasks.get(), null, null, this.startedAt);
	}

	@Override
	public @Nullable String trouble() {
		return null;
	}

}
