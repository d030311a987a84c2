package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;

/**
 * Stops a run in good order: <pre>
 * ask frontends ─▶ interrupt them ─▶ leave them behind ─▶ wait for the rest
 *    patience          patience                            until the limit
 *                                     ─▶ interrupt all ─▶ leave them behind ─▶ report
 *                                            grace
 * </pre> Each step only if the one before it was not enough.
 */
final class StopProcedure {

	/** From the asking to the interrupt. */
	static final Duration FRONTEND_PATIENCE = Duration.ofSeconds(1);

	/** From the interrupt until it is left behind. */
	static final Duration INTERRUPTED_FRONTEND_PATIENCE = Duration.ofSeconds(5);

	/** For cleanups after the interrupt. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final int STACK_DEPTH = 8;

	private final PipelineRun run;

	private final Ticker ticker;

	private final long beganNanos;

	private final Deadline deadline;

	private final Duration limit;

	/** Whether all input had been produced before anybody asked for the stop. */
	private final boolean inputEnded;

	private final Map<StageGroup, Long> processedBefore = new LinkedHashMap<>();

	private final Map<StageGroup, List<StopReport.BlockedThread>> blocked = new LinkedHashMap<>();

	StopProcedure(PipelineRun run, Duration limit) {
		this.run = run;
		this.ticker = run.ticker();
		this.beganNanos = this.ticker.nanos();
		this.deadline = Deadline.after(limit, this.ticker);
		this.limit = limit;
		this.inputEnded = !run.isStopping() && run.frontends().hasEnded();
		run.groups().forEach((group) -> this.processedBefore.put(group, processed(group)));
	}

	/**
	 * Asks for the stop and waits for it, see {@link Pipeline#stop(Duration)}. When the
	 * waiting thread is interrupted, the limit has passed.
	 */
	void stop() {
		boolean interrupted = false;
		try {
			drain();
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (!awaitUninterruptibly(Duration.ZERO)) {
			force();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Asks for the stop and does not wait, for threads of the pipeline itself. */
	void ask() {
		this.run.drain();
	}

	private void drain() throws InterruptedException {
		this.run.drain();
		StageGroup frontends = this.run.frontends();
		if (!frontends.awaitEnd(patience(FRONTEND_PATIENCE))) {
			frontends.interruptWork(false);
			if (!frontends.awaitEnd(patience(INTERRUPTED_FRONTEND_PATIENCE)) && !this.deadline.hasPassed()) {
				noteBlocked(frontends);
				frontends.detach();
			}
		}
		this.run.awaitEnd(Duration.ofNanos(Math.max(0, this.deadline.remainingNanos())));
	}

	private Duration patience(Duration most) {
		Duration share = this.limit.dividedBy(4);
		Duration left = Duration.ofNanos(Math.max(0, this.deadline.remainingNanos()));
		Duration least = (share.compareTo(most) < 0) ? share : most;
		return (left.compareTo(least) < 0) ? left : least;
	}

	private void force() {
		this.run.groups().forEach(this::noteBlocked);
		this.run.cancel();
		if (!awaitUninterruptibly(GRACE)) {
			this.run.groups().forEach(StageGroup::detach);
			awaitUninterruptibly(GRACE);
		}
	}

	private boolean awaitUninterruptibly(Duration time) {
		try {
			return this.run.awaitEnd(time);
		}
		catch (InterruptedException ex) {
			boolean ended = awaitUninterruptibly(time);
			Thread.currentThread().interrupt();
			return ended;
		}
	}

	/** Remembers where the threads are that have not ended. */
	private void noteBlocked(StageGroup group) {
		List<StopReport.BlockedThread> threads = this.blocked.computeIfAbsent(group, (key) -> new ArrayList<>());
		for (Worker worker : group.workers()) {
			List<String> stack = Arrays.stream(worker.thread().getStackTrace())
				.limit(STACK_DEPTH)
				.map(StackTraceElement::toString)
				.toList();
			threads.add(new StopReport.BlockedThread(worker.thread().getName(), worker.wasInterrupted(), stack));
		}
	}

	StopReport report(PipelineState state) {
		Duration duration = Duration.ofNanos(this.ticker.nanos() - this.beganNanos);
		List<StopReport.Stage> stages = this.run.groups().stream().map(this::report).toList();
		return new StopReport(this.run.name(), state, duration, this.inputEnded, stages);
	}

	private StopReport.Stage report(StageGroup group) {
		long ended = group.hasEnded() ? group.endedNanos() : this.ticker.nanos();
		Duration duration = Duration.ofNanos(Math.max(0, ended - this.beganNanos));
		StageSnapshot.Items items = group.totals().items();
		return new StopReport.Stage(group.name(), processed(group) - this.processedBefore.getOrDefault(group, 0L),
				items.abandoned(), group.abandonedItems(), duration, this.blocked.getOrDefault(group, List.of()));
	}

	private static long processed(StageGroup group) {
		StageSnapshot.Items items = group.totals().items();
		return items.in() - items.inHand() - items.abandoned();
	}

}
