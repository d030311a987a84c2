package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.heddle.activity.SafeLog;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of a worker from one start to the next stop. Thread-safe.
 */
final class Lanes {

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final LaneParts parts;

	private final List<Lane> all;

	/** Lanes that have not ended. */
	private final AtomicInteger live;

	private final CountDownLatch end = new CountDownLatch(1);

	/** Those whose threads have not ended, given up or not. */
	private final Set<LaneRun> runs = ConcurrentHashMap.newKeySet();

	private final Runnable whenEnded;

	private volatile @Nullable CancellationException cutReason;

	Lanes(LaneParts parts, Runnable whenEnded) {
		this.parts = parts;
		this.whenEnded = whenEnded;
		this.all = IntStream.rangeClosed(1, parts.spec().count())
			.mapToObj((number) -> new Lane(this, parts, number))
			.toList();
		this.live = new AtomicInteger(this.all.size());
	}

	void start() {
		this.all.forEach(Lane::start);
	}

	void begun(LaneRun run) {
		this.runs.add(run);
	}

	/** Another one will follow. */
	void left(LaneRun run) {
		this.runs.remove(run);
		this.parts.stragglers().remove(run);
		this.parts.queue().wakeResters();
	}

	/** The last one of its lane. */
	void ended(LaneRun run) {
		left(run);
		if (this.live.decrementAndGet() == 0) {
			this.parts.limits().close();
			this.whenEnded.run();
			this.end.countDown();
		}
	}

	/** Those that rest look whether there is anything to do. */
	void wake() {
		this.runs.forEach(LaneRun::wake);
	}

	@Nullable CancellationException cutReason() {
		return this.cutReason;
	}

	/** Ends everything that goes on. */
	void cut(CancellationException reason) {
		this.cutReason = reason;
		this.all.forEach((lane) -> lane.current().cut(reason));
	}

	/**
	 * Has somebody else end everything if it goes on after that time. If there is no
	 * thread for that, what runs is ended nevertheless, and the last lane does the rest.
	 */
	void unlessEnded(Duration limit, CancellationException reason, Runnable force) {
		try {
			this.parts.limits()
				.set(this.parts.ticker().nanos() + Deadline.nanosOf(limit), () -> endElsewhere(reason, force));
		}
		catch (Throwable ex) {
			complain(ex);
		}
	}

	private void endElsewhere(CancellationException reason, Runnable force) {
		if (this.cutReason != null) {
			return;
		}
		try {
			this.parts.threads().newThread(this.parts.spec().name() + "-stop", force).start();
		}
		catch (Throwable ex) {
			complain(ex);
			cut(reason);
			wake();
		}
	}

	private void complain(Throwable failure) {
		SafeLog.log(() -> logger.error("Worker '{}' has no thread to end a stop of its own", this.parts.spec().name(),
				failure));
	}

	/** Those that do not come back are not waited for any more. */
	void giveUp() {
		this.all.forEach((lane) -> lane.current().giveUp());
	}

	/** <b>Blocks</b> until all lanes have ended; an interrupt ends that. */
	boolean awaitEnd(Duration limit) {
		try {
			return this.end.await(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	boolean isOwnThread() {
		Thread current = Thread.currentThread();
		return this.runs.stream().anyMatch((run) -> run.threadIfAny() == current);
	}

	/** How many threads have not ended. */
	int left() {
		return this.runs.size();
	}

	int busy() {
		return (int) this.all.stream().filter((lane) -> lane.current().isBusy()).count();
	}

	/** Those that can run a job, or do. */
	int ready() {
		return (int) this.all.stream().map((lane) -> lane.current().doer().state()).filter(DoerState::isReady).count();
	}

	/** The number of the process of the first, 0 if there is none. */
	long pid() {
		return this.all.get(0).current().doer().pid();
	}

	List<WorkerProcessSnapshot.Child> sights() {
		return this.all.stream().map((lane) -> lane.current().doer().sight()).toList();
	}

	/** Whether none of them can run anything until something happens. */
	boolean areStranded() {
		return this.all.stream()
			.map((lane) -> lane.current().doer())
			.allMatch((doer) -> doer.trouble() != null || doer.state() == DoerState.ENDED);
	}

	/** Why something cannot be run. */
	@Nullable String trouble() {
		return this.all.stream()
			.map((lane) -> lane.current().doer().trouble())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
