package io.heddle.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.thread.ThreadLook;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in the thread of the lane. While more threads of the worker are stuck than it
 * has lanes, no job begins.
 */
final class ThreadDoer implements Doer {

	/** How long it rests if nothing happens. */
	private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

	private final LaneParts parts;

	private final Shortage shortage;

	private final BoundExecutor executor = new BoundExecutor();

	private final Instant startedAt;

	private @Nullable Binding bound;

	private volatile @Nullable Thread thread;

	private volatile DoerState state = DoerState.IDLE;

	private final AtomicLong tasks = new AtomicLong();

	ThreadDoer(LaneParts parts) {
		this.parts = parts;
		this.shortage = new Shortage(parts);
		this.startedAt = parts.ticker().now();
	}

	@Override
	public boolean prepare(LaneRun lane) {
		this.thread = Thread.currentThread();
		while (lane.goesOn()) {
			String complaint = this.parts.stragglers().complaint(this.parts.spec().count());
			if (complaint == null) {
				this.shortage.end(lane);
				this.state = DoerState.IDLE;
				return true;
			}
			boolean first = this.shortage.begin(lane, complaint);
			this.state = DoerState.RESTING;
			if (!first) {
				this.shortage.rest(lane, this.parts.ticker().nanos() + LONG_NANOS);
			}
		}
		return false;
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
		return this.shortage.why();
	}

}
