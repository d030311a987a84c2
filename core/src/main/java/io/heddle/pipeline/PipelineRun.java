package io.heddle.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.Failure;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline from one start to its end: the groups of threads and the links between them.
 * <p>
 * A keeper thread, the only one that is no daemon, waits for the end, so that a running
 * pipeline keeps the JVM alive; then it joins the threads, collects what is left and
 * tells the pipeline.
 */
final class PipelineRun {

	private static final Logger logger = LoggerFactory.getLogger(PipelineRun.class);

	/** How long the siblings of a failed thread may finish their items. */
	private static final Duration PATIENCE = StopProcedure.FRONTEND_PATIENCE;

	/** After how often that time a frontend is left behind, after a failure. */
	private static final long FRONTEND_ROUNDS = StopProcedure.INTERRUPTED_FRONTEND_PATIENCE.dividedBy(PATIENCE);

	private final DefaultPipeline owner;

	private final PipelineSpec spec;

	private final PipelineParts parts;

	private final List<StageGroup> groups = new ArrayList<>();

	private final Failures failures = new Failures();

	private final PauseGate gate = new PauseGate();

	private final Map<String, Object> runtimeContext;

	private final Instant startedAt;

	/** That of whoever started the pipeline, not of who adds a thread later. */
	private final @Nullable ClassLoader classLoader;

	/** Threads of the beginning that are not set up yet. */
	private final CountDownLatch starting;

	private final AtomicInteger groupsAtWork;

	private final CountDownLatch groupsEnded = new CountDownLatch(1);

	/** Reached when something failed, or when all groups have ended. */
	private final CountDownLatch failedOrEnded = new CountDownLatch(1);

	private final CountDownLatch ended = new CountDownLatch(1);

	/** Reached when the listeners have heard of the end. */
	private final CountDownLatch told = new CountDownLatch(1);

	private final Thread keeper;

	private volatile boolean stopping;

	PipelineRun(DefaultPipeline owner, PipelineSpec spec, PipelineParts parts) {
		this.owner = owner;
		this.spec = spec;
		this.parts = parts;
		this.runtimeContext = new ConcurrentHashMap<>(parts.runtimeContext());
		this.startedAt = parts.ticker().now();
		this.starting = new CountDownLatch(spec.stages().stream().mapToInt(StageSpec::threads).sum());
		this.groupsAtWork = new AtomicInteger(spec.stages().size());
		this.keeper = ThreadSource.newKeeper(spec.name() + "-keeper", this::keep);
		this.classLoader = Thread.currentThread().getContextClassLoader();
		List<Link<Object>> links = new ArrayList<>();
		try {
			connect(links);
			this.groups.forEach(StageGroup::prepare);
		}
		catch (Throwable ex) {
			abort(links, ex);
			throw ex;
		}
	}

	private void connect(List<Link<Object>> links) {
		int last = this.spec.stages().size() - 1;
		Link<Object> input = null;
		for (int i = 0; i <= last; i++) {
			Link<Object> output = null;
			if (i < last) {
				output = this.parts.links().open(name(), this.spec.stages().get(i + 1));
				links.add(output);
			}
			StageSpec stage = this.spec.stages().get(i);
			ThreadMode own = stage.mode();
			ThreadSource threads = ThreadSource.of((own != null) ? own : this.spec.mode());
			this.groups.add(new StageGroup(this, this.parts.definitions().get(i), stage, threads, input, output));
			input = output;
		}
	}

	/** Ends links that were opened for a run that cannot be. */
	private static void abort(List<Link<Object>> links, Throwable failure) {
		for (Link<Object> link : links) {
			try {
				link.abort();
			}
			catch (Throwable ex) {
				failure.addSuppressed(ex);
			}
		}
	}

	/** Starts all threads, those of the last stage first. */
	void start() {
		startKeeper();
		for (int i = this.groups.size() - 1; i >= 0; i--) {
			this.groups.get(i).start();
		}
	}

	/** Without a keeper nothing would ever end. */
	private void startKeeper() {
		try {
			this.keeper.start();
		}
		catch (Throwable ex) {
			addFailure(frontends(), Thread.currentThread().getName(), ex);
			this.groups.forEach(StageGroup::cancel);
			this.groups.forEach(StageGroup::detach);
			tellEnd();
			throw ex;
		}
	}

	/** In place of {@link #start()} when another run was faster. */
	void discard() {
		this.groups.forEach(StageGroup::cancel);
	}

	private void keep() {
		awaitUninterruptibly(this.failedOrEnded, Duration.ofNanos(Long.MAX_VALUE));
		for (int round = 1; !awaitUninterruptibly(this.groupsEnded, PATIENCE); round++) {
			if (round == FRONTEND_ROUNDS && !frontends().hasEnded()) {
				logger.warn("Pipeline '{}' has failed and leaves a frontend behind that ignores interrupts", name());
				frontends().detach();
			}
			this.groups.stream()
				.filter((group) -> group.control().has(Control.CANCEL))
				.forEach((group) -> group.interruptWork(true));
		}
		this.groups.forEach(PipelineRun::join);
		collectRemaining();
		tellEnd();
	}

	/**
	 * Does what a link is asked to do at the end. Whatever it throws fails the run and
	 * must not keep it from ending.
	 */
	void attempt(StageGroup group, Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			addFailure(group, Thread.currentThread().getName(), ex);
		}
	}

	private void tellEnd() {
		try {
			this.owner.ended(this, this.ended::countDown);
		}
		finally {
			this.told.countDown();
		}
	}

	private void collectRemaining() {
		StageGroup before = frontends();
		for (StageGroup group : this.groups.subList(1, this.groups.size())) {
			long handedOver = before.totals().items().out();
			attempt(group, () -> group.collectRemaining(handedOver));
			before = group;
		}
	}

	/** Nobody has a reason to interrupt the keeper, and it has nothing to give up. */
	private static boolean awaitUninterruptibly(CountDownLatch latch, Duration limit) {
		try {
			return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return awaitUninterruptibly(latch, limit);
		}
	}

	private static void join(StageGroup group) {
		try {
			group.join();
		}
		catch (InterruptedException ex) {
			join(group);
		}
	}

	void ready() {
		this.starting.countDown();
	}

	/** Lets frontends begin when all threads are set up; others begin at once. */
	void awaitStart(StageKind kind) throws InterruptedException {
		if (kind == StageKind.FRONTEND) {
			this.starting.await();
		}
	}

	void groupEnded() {
		if (this.groupsAtWork.decrementAndGet() == 0) {
			this.groupsEnded.countDown();
			this.failedOrEnded.countDown();
		}
	}

	/**
	 * A stage has failed: it and those before it are cancelled, those after it finish
	 * what they were given.
	 */
	void fail(StageGroup failed, String thread, Throwable cause) {
		addFailure(failed, thread, cause);
		stopping();
		List<StageGroup> cancelled = this.groups.subList(0, this.groups.indexOf(failed) + 1);
		cancelled.forEach(StageGroup::cancel);
		cancelled.subList(0, cancelled.size() - 1).forEach((group) -> group.interruptWork(false));
		this.gate.open();
		this.failedOrEnded.countDown();
		this.owner.tellListeners();
	}

	/** Remembers a failure that stops nothing. */
	void addFailure(StageGroup failed, String thread, Throwable cause) {
		tellIfFatal(failed, cause);
		this.failures.add(new Failure(failed.name(), thread, cause, ticker().now()));
	}

	/** Whatever becomes of the item, the JVM may be damaged. */
	void tellIfFatal(StageGroup failed, Throwable cause) {
		this.parts.fatalErrors().handleIfFatal(cause, "Stage '%s' of pipeline '%s'".formatted(failed.name(), name()));
	}

	/** Asks the frontends to produce nothing more; everything else drains. */
	void drain() {
		stopping();
		frontends().ask(Control.STOP);
		this.gate.open();
		this.owner.tellListeners();
	}

	private void stopping() {
		this.stopping = true;
		this.owner.stopping(this);
		this.groups.forEach((group) -> group.control().clear(Control.PAUSE));
	}

	/** Ends everything at once: what is left stays where it is. */
	void cancel() {
		stopping();
		this.groups.forEach(StageGroup::cancel);
		this.groups.forEach(StageGroup::interrupt);
		this.gate.open();
		this.owner.tellListeners();
	}

	void pause() {
		this.groups.forEach((group) -> group.ask(Control.PAUSE));
	}

	void resume() {
		this.groups.forEach((group) -> group.control().clear(Control.PAUSE));
		this.gate.open();
	}

	/**
	 * <b>Blocks</b> until the run has ended, at most for the limit. Within the limit also
	 * waits for the listeners to hear of it; one that waits itself, in the keeper's
	 * thread, is not waited for.
	 */
	boolean awaitEnd(Duration limit) throws InterruptedException {
		Deadline deadline = Deadline.after(limit, ticker());
		boolean over = this.ended.await(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
		if (over && Thread.currentThread() != this.keeper) {
			awaitTold(deadline);
		}
		return over;
	}

	private void awaitTold(Deadline deadline) throws InterruptedException {
		if (!this.told.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
			logger.debug("The listeners of pipeline '{}' have not heard of its end yet", name());
		}
	}

	boolean isOwnThread(Thread thread) {
		return this.groups.stream().flatMap((group) -> group.workers().stream()).anyMatch((w) -> w.thread() == thread);
	}

	/** Called for each item that is measured, therefore without a lambda. */
	void tick(long now) {
		for (StageGroup group : this.groups) {
			group.sight().tick(now);
		}
	}

	boolean isStopping() {
		return this.stopping;
	}

	@Nullable Failure failure() {
		return this.failures.first();
	}

	List<StageGroup> groups() {
		return this.groups;
	}

	StageGroup frontends() {
		return this.groups.get(0);
	}

	StageGroup group(String stage) {
		return this.groups.stream().filter((group) -> group.name().equals(stage)).findFirst().orElseThrow();
	}

	@Nullable ClassLoader classLoader() {
		return this.classLoader;
	}

	PauseGate gate() {
		return this.gate;
	}

	DeadLetters deadLetters() {
		return this.parts.deadLetters();
	}

	Map<String, Object> runtimeContext() {
		return this.runtimeContext;
	}

	<T> T config(Class<T> type) {
		ConfigSource source = this.spec.config();
		T config = (source != null) ? source.as(type) : null;
		if (config == null) {
			throw new IllegalStateException(
					"Pipeline '%s' has no configuration of type %s: give it to its builder, or set heddle.pipeline.%s.config"
						.formatted(name(), type.getName(), name()));
		}
		return config;
	}

	Instant startedAt() {
		return this.startedAt;
	}

	String name() {
		return this.spec.name();
	}

	Ticker ticker() {
		return this.parts.ticker();
	}

}
