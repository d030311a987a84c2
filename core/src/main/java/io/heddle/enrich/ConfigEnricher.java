package io.heddle.enrich;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Adds slow data to a model: it makes tasks of what the model needs, several workers get
 * the data of a task at the same time, and save it one at a time.
 * <p>
 * {@link #enrich()} calls, in its own thread: {@link #prepare()}, then for each worker
 * {@link #createWorker()} and {@link #configThread(EnricherWorker)}, then
 * {@link #addTasks(TaskQueue)}. What one of them throws reaches the caller as it is, and
 * no worker has begun. Then the workers begin, each in a thread of its own. A task that
 * fails stops no other one, unless that is wanted: {@link EnrichException} has all
 * failures. The run ends with its last task, also of those that were added meanwhile; its
 * threads are gone then, except for those that ignore their interrupt.
 * <p>
 * Workers save while no other worker does, of all enrichers with the very same builder
 * object. The order of saves is not defined. A save that takes longer than the time-out
 * is interrupted and counts as failed; while it ignores that, the saves of the others
 * wait, and fail as it has. A run that is called in a save into its own builder would
 * wait for that, and is refused. What was done before {@code enrich}
 * <i>happens-before</i> the tasks, and all saves <i>happen-before</i> it returns.
 * <p>
 * One run at a time; it may be repeated. Thread-safe except for that.
 *
 * @param <B> the model, called builder
 * @param <T> the tasks
 * @param <D> their data
 */
public abstract class ConfigEnricher<B, T, D> implements Enricher {

	/** The word of this room. */
	public static final String ROOM = "enrich";

	private final B builder;

	private final AtomicReference<EnrichSpec> spec;

	private final EnrichActivity activity;

	/** Whether nobody has chosen its name. */
	private final boolean likeClass;

	/** Whether the kind of threads was chosen. */
	private final boolean ownMode;

	private volatile Ticker ticker = Ticker.system();

	private volatile @Nullable ThreadSource threads;

	private volatile @Nullable FatalErrorHandler fatalErrors;

	private volatile @Nullable FatalErrorHandler adopted;

	/** What travels into the threads. */
	private volatile ThreadContext context = ThreadContext.LOGGING;

	/** An enricher that is called like its class, or like its bean. */
	@SuppressWarnings("this-escape") // kept, and asked for nothing before its first run
	protected ConfigEnricher(B builder, int threads) {
		this(builder, EnrichSpec.of("enricher").threads(threads), true);
	}

	@SuppressWarnings("this-escape") // as above
	protected ConfigEnricher(B builder, EnrichSpec spec) {
		this(builder, spec, false);
	}

	private ConfigEnricher(B builder, EnrichSpec spec, boolean likeClass) {
		this.builder = builder;
		this.likeClass = likeClass;
		String type = getClass().isAnonymousClass() ? "" : StringUtils.uncapitalize(getClass().getSimpleName());
		this.spec = new AtomicReference<>((likeClass && !type.isEmpty()) ? spec.name(type) : spec);
		this.ownMode = spec.mode() != ThreadMode.PLATFORM;
		this.activity = new EnrichActivity(this);
	}

	protected B builder() {
		return this.builder;
	}

	/** Gets ready. By default it does nothing. */
	protected void prepare() {
	}

	/** Creates a worker. */
	protected abstract EnricherWorker<T, D> createWorker();

	/**
	 * Gives a worker what it needs, before its thread begins. By default it does nothing.
	 */
	protected void configThread(EnricherWorker<T, D> worker) {
	}

	/** Adds the tasks of this run. */
	protected abstract void addTasks(TaskQueue<T> tasks);

	@Override
	public String name() {
		return spec().name();
	}

	/** The settings at this moment. */
	public EnrichSpec spec() {
		return Objects.requireNonNull(this.spec.get());
	}

	/** Changes the settings, except the name, for the next run. */
	public void configure(UnaryOperator<EnrichSpec> change) {
		this.spec.updateAndGet((present) -> change.apply(present).name(present.name()));
	}

	/**
	 * Takes what an application has for enrichers of which nothing else was said. For the
	 * time before the first run.
	 * @param bean its name unless it has been given one
	 * @param mode the kind of its threads
	 * @param fatalErrors hears of errors of the JVM that tasks have thrown
	 */
	public void adopt(String bean, ThreadMode mode, FatalErrorHandler fatalErrors) {
		if (this.likeClass) {
			this.spec.updateAndGet((present) -> present.name(bean));
		}
		if (!this.ownMode) {
			configure((present) -> present.mode(mode));
		}
		this.adopted = fatalErrors;
	}

	/**
	 * Takes what is to travel from the caller of {@link #enrich()} into the threads,
	 * besides what it has of its own, which it may keep from travelling. For the time
	 * before the first run.
	 */
	public void adopt(ThreadContext outer) {
		this.context = this.context.within(outer);
	}

	void useContext(ThreadContext context) {
		this.context = context;
	}

	/** Where threads come from, instead of their mode. */
	void useThreads(ThreadSource threads) {
		this.threads = threads;
	}

	void useTicker(Ticker ticker) {
		this.ticker = ticker;
	}

	Ticker ticker() {
		return this.ticker;
	}

	void tellFatalErrors(FatalErrorHandler handler) {
		this.fatalErrors = handler;
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return this.activity;
	}

	/**
	 * Runs it. <b>Blocks</b> until all tasks are done.
	 * @throws EnrichException if a task has failed, if no thread could be started, or if
	 * the run was stopped or its caller interrupted, whose flag is set then
	 * @throws IllegalStateException if it is running, or if it was called in a save into
	 * its own builder, which it would wait for
	 */
	@Override
	public void enrich() {
		run(this::addTasks);
	}

	/**
	 * Runs it again for what the last run has left, without {@link #addTasks}: all tasks
	 * that have failed, and those that were skipped. Does nothing if there are none. A
	 * run that has ended before its workers could begin has left what the one before it
	 * has. The tasks are kept until then.
	 * @throws EnrichException as {@link #enrich()}
	 * @throws IllegalStateException if it is running
	 */
	@SuppressWarnings("unchecked") // they were tasks of this enricher
	public void retryFailed() {
		List<T> left = (List<T>) (List<?>) this.activity.undone();
		if (!left.isEmpty()) {
			run((tasks) -> tasks.putAll(left));
		}
	}

	/** What has come of the last run; {@code null} if there was none. */
	public @Nullable EnrichReport lastReport() {
		return this.activity.lastReport();
	}

	private void run(Consumer<TaskQueue<T>> source) {
		EnrichSpec present = spec();
		EnrichRun<T, D> run = newRun(present);
		EnrichLog log = run.parts().log();
		this.activity.begin(run);
		Throwable thrown = null;
		try {
			log.started();
			prepare();
			EnrichReport report = run.run(source);
			log.ended(report.isSuccess(), report.elapsed());
			throwIfFailed(run, report);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			EnrichException failure = new EnrichException("Enricher '%s' was interrupted".formatted(present.name()),
					run.report(), ex);
			thrown = failure;
			throw failure;
		}
		catch (Throwable ex) {
			thrown = ex;
			throw ex;
		}
		finally {
			this.activity.end(run, thrown);
		}
	}

	private EnrichRun<T, D> newRun(EnrichSpec present) {
		SaveLock saveLock = SaveLocks.of(this.builder);
		Callers callers = Callers.ofCurrent();
		saveLock.requireOthers(present.name(), callers);
		FatalErrorHandler own = this.fatalErrors;
		FatalErrorHandler handler = (own != null) ? own : this.adopted;
		EnrichLog log = new EnrichLog(present.name(), (handler != null) ? handler : FatalErrorHandler.logging(),
				this.ticker);
		Tasks<T> tasks = new Tasks<>(present.name());
		RunParts<T> parts = new RunParts<>(tasks, new RunCounts(), new RunSwitch(present.failFast()), saveLock, callers,
				log);
		ThreadSource chosen = this.threads;
		return new EnrichRun<>(present, parts, () -> newWorker(tasks), this.ticker,
				this.context.around((chosen != null) ? chosen : ThreadSource.of(present.mode())));
	}

	private EnricherWorker<T, D> newWorker(Tasks<T> tasks) {
		EnricherWorker<T, D> worker = createWorker();
		Assert.state(worker != null, () -> "createWorker of enricher '%s' has returned null".formatted(name()));
		worker.belongTo(name(), tasks);
		configThread(worker);
		return worker;
	}

	private static void throwIfFailed(EnrichRun<?, ?> run, EnrichReport report) {
		Throwable missing = run.missing();
		if (missing != null) {
			throw new EnrichException("Enricher '%s' has no thread that could be started: %d of %d tasks were skipped"
				.formatted(report.name(), report.skipped(), report.tasks()), report, missing);
		}
		if (report.failed() > 0) {
			throw new EnrichException(report);
		}
		if (report.skipped() > 0) {
			throw new EnrichException(
					"Enricher '%s' was stopped with %d tasks left".formatted(report.name(), report.skipped()), report,
					new CancellationException(run.isStopped() ? "stopped" : "ended"));
		}
	}

}
