package io.heddle.worker;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.SafeLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the places at which a worker runs jobs: one thread at a time, which another one
 * follows if it does not come back.
 */
final class Lane {

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final Lanes lanes;

	private final LaneParts parts;

	private final int number;

	/** For the names of threads. */
	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicReference<LaneRun> current;

	Lane(Lanes lanes, LaneParts parts, int number) {
		this.lanes = lanes;
		this.parts = parts;
		this.number = number;
		this.current = new AtomicReference<>(newRun(null));
	}

	private LaneRun newRun(@Nullable Runnable legacy) {
		int run = this.runs.incrementAndGet();
		String name = "%s-%d".formatted(this.parts.spec().name(), this.number);
		return new LaneRun(this, this.parts, (run == 1) ? name : "%s-%d".formatted(name, run), legacy);
	}

	void start() {
		start(current());
	}

	private void start(LaneRun run) {
		this.lanes.begun(run);
		try {
			run.start();
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("Worker '{}' cannot have another thread", this.parts.spec().name(), ex));
			run.withoutThread();
			lost(run);
		}
	}

	/**
	 * A run has ended before its time. Another one follows after a moment; if nobody can
	 * see to that, the lane has ended.
	 */
	void lost(LaneRun run) {
		try {
			this.parts.limits().set(this.parts.ticker().nanos() + LaneRun.PATIENCE.toNanos(), () -> replace(run, null));
			this.lanes.left(run);
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("Worker '{}' has a thread less", this.parts.spec().name(), ex));
			ended(run);
		}
	}

	LaneRun current() {
		return Objects.requireNonNull(this.current.get());
	}

	boolean isCut() {
		return cutReason() != null;
	}

	/** Why everything ends, {@code null} if it does not. */
	@Nullable CancellationException cutReason() {
		return this.lanes.cutReason();
	}

	/** A run has been given up, or is lost. */
	void replace(LaneRun before, @Nullable Runnable legacy) {
		LaneRun next = newRun(legacy);
		if (this.current.compareAndSet(before, next)) {
			this.parts.counts().restarted();
			if (this.parts.spec().mode() == WorkerMode.THREAD) {
				this.parts.stragglers().add(before);
			}
			start(next);
		}
	}

	/** Whether no lane can run anything. */
	boolean isStranded() {
		return this.lanes.areStranded();
	}

	/** A run has ended, and the lane with it. */
	void ended(LaneRun run) {
		this.lanes.ended(run);
	}

	/** A run that was given up has ended. */
	void left(LaneRun run) {
		this.lanes.left(run);
	}

}
