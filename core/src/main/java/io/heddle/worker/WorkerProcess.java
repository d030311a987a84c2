package io.heddle.worker;

import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in child processes that stay, each a JVM of its own, so that whatever a task
 * does to its JVM does not happen to this one; or, with the same surface, in threads.
 * <p>
 * Tasks are taken in the order in which they were sent, by whichever child is free: with
 * one child each is run after the one before has ended, with more of them each is
 * <i>begun</i> after the one before. Tasks that are {@linkplain #add added} with a period
 * take turns with those that are sent.
 * <p>
 * A task travels as a copy, and so does its result, see
 * {@link WorkerSpec#allowedTypes()}. What a task throws arrives as a
 * {@link RemoteTaskException}. A child that ends, or that takes too long for a task,
 * fails the task that it runs, and no other; another child takes its place. No task is
 * ever run twice by itself. Each handle gets exactly one answer, whatever happens; after
 * a stop without time to finish that is a
 * {@link java.util.concurrent.CancellationException}.
 * <p>
 * A child ends when this process does, even if it is killed.
 * <p>
 * Thread-safe. Callbacks are called in the threads of the worker, one at a time for each
 * child, without any lock held; what they throw is logged.
 */
public final class WorkerProcess implements AutoCloseable {

	/** The word of this room. */
	public static final String ROOM = "worker";

	/** How long {@link #stop()} waits before it goes on by force. */
	public static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(3);

	private final WorkerCore core;

	private final WorkerActivity activity;

	WorkerProcess(WorkerSpec spec, WorkerParts parts) {
		WorkerCounts counts = new WorkerCounts();
		this.activity = new WorkerActivity(this, spec.name(), counts);
		this.core = new WorkerCore(spec, parts, counts, this.activity.listeners());
	}

	/**
	 * Begins to build one.
	 * @param name not empty
	 */
	public static Builder builder(String name) {
		return new DefaultWorkerProcessBuilder(name);
	}

	public String name() {
		return spec().name();
	}

	/** The settings at this moment. */
	public WorkerSpec spec() {
		return this.core.spec();
	}

	/** Changes the settings, except the name; for the next start. */
	public void configure(UnaryOperator<WorkerSpec> change) {
		this.core.configure(change);
	}

	/**
	 * Takes what an application has for workers of which nothing else was said: a kind of
	 * threads that was given when the worker was built stays, and so does somebody who
	 * hears of errors. For the time before the first start.
	 * @param fatalErrors hears of errors of this JVM that tasks in threads or callbacks
	 * have thrown
	 */
	public void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		this.core.adopt(mode, fatalErrors);
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return this.activity;
	}

	/** The worker that a registry sees as that activity, {@code null} if it is none. */
	public static @Nullable WorkerProcess behind(Activity activity) {
		return (activity instanceof WorkerActivity known) ? known.worker() : null;
	}

	/**
	 * Starts the children, and returns at once. Harmless if it is started.
	 * @throws IllegalStateException if it has been closed
	 */
	public void start() {
		this.core.lifecycle().start();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public boolean stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops: nothing more is accepted, scheduled keys are silent, tasks that were sent
	 * are still run within the limit, then cancelled. The children end. May be started
	 * again. Harmless if it is stopped. <b>Blocks</b>, except in a thread of the worker,
	 * where it returns at once, and another thread sees to the limit.
	 * @return whether every task has been run, and nothing is left
	 */
	public boolean stop(Duration limit) {
		return stopped(limit).isComplete();
	}

	/** Stops for ever, without time for what was sent. */
	@Override
	public void close() {
		this.core.lifecycle().close();
	}

	/** Whether it is started. */
	public boolean isAlive() {
		return state() == WorkerState.STARTED;
	}

	/**
	 * The number of the process of the first child, that of this process if tasks run in
	 * threads; 0 if there is none at this moment.
	 */
	public long pid() {
		Lanes lanes = this.core.lifecycle().active();
		return (lanes != null) ? lanes.pid() : 0;
	}

	/**
	 * Has a task run, and returns at once. <b>Blocks</b> while the queue is full. Before
	 * the first start tasks wait for it.
	 * <p>
	 * If the newest task of that key that has no result yet is the same one, it is run
	 * once, and its result answers both. Tasks are the same if they are equal, or lambdas
	 * of the same place with the same captured values. A different one waits like any
	 * other.
	 * @return the result or the failure, both completed in a thread of the worker; to
	 * cancel it spares the task unless it has begun
	 * @throws IllegalArgumentException if the task cannot travel
	 * @throws IllegalStateException if it is stopped, or if the queue is full and waiting
	 * is of no use: before the first start, and in a thread of the worker
	 */
	public <R extends @Nullable Object> CompletableFuture<R> send(String key, WorkerTask<R> task) {
		return this.core.send(key, task, null);
	}

	/**
	 * The same, and calls somebody back.
	 * @param callback is given the result or the failure
	 */
	public <R extends @Nullable Object> CompletableFuture<R> send(String key, WorkerTask<R> task,
			BiConsumer<? super @Nullable R, ? super @Nullable Throwable> callback) {
		return this.core.send(key, task, callback);
	}

	/**
	 * Has a task run after everything that is queued. <b>Blocks</b> until it has been
	 * run.
	 * @return the result
	 * @throws RemoteTaskException what the task has thrown
	 * @throws WorkerCrashedException if its child has ended, or none can be started
	 * @throws CompletionException because of a
	 * {@link java.util.concurrent.TimeoutException}, or of an interrupt of the caller,
	 * whose flag is kept then; the task goes on
	 * @throws IllegalStateException if it is not started, or in a thread of the worker,
	 * which would wait for itself
	 */
	public <R extends @Nullable Object> R command(WorkerTask<R> task) {
		return this.core.command(task);
	}

	/**
	 * Makes an executor in each child, by the public constructor that takes these
	 * arguments, and again in each child that takes the place of another:
	 * {@link WorkerTask#named} calls its methods. It takes the place of the one before,
	 * for all tasks that begin from now on. If it cannot be made, named tasks fail and
	 * say so.
	 * @throws IllegalArgumentException if the type or the arguments cannot travel
	 */
	public void bind(Class<?> executorType, @Nullable Object... args) {
		this.core.bind(executorType, args);
	}

	/**
	 * Has a task run at once, and then again and again, one period after it was begun
	 * before. Of several that are due the most overdue is first. Takes the place of a
	 * task with the same key.
	 * @param period 0 for once
	 * @param expire how old a value may be to be {@linkplain #get got}, at least as old
	 * as the period; negative for any age
	 * @param callback is given each result; failures are logged
	 * @throws IllegalArgumentException if the task cannot travel
	 */
	public <R extends @Nullable Object> void add(String key, WorkerTask<R> task, Duration period, Duration expire,
			Consumer<? super R> callback) {
		this.core.add(key, task, period, expire, callback);
	}

	/** The same without a callback. */
	public <R extends @Nullable Object> void add(String key, WorkerTask<R> task, Duration period, Duration expire) {
		this.core.add(key, task, period, expire, (value) -> {
		});
	}

	/**
	 * The last result of a key that was added. Never waits.
	 * @throws DataExpiredException if there is none, or none that is young enough
	 * @throws RemoteTaskException what the task has thrown instead, the last time
	 * @throws CompletionException because of what else it has failed
	 * @throws NoSuchElementException if the key was not added
	 */
	@SuppressWarnings({ "NullAway", "TypeParameterUnusedInFormals", "unchecked" }) // as
																					// whoever
																					// added
	// it knows
	public <R extends @Nullable Object> R get(String key) {
		return (R) this.core.get(key);
	}

	/**
	 * The same; something else if the key was not added, or there is no result that is
	 * young enough. A failure is thrown.
	 */
	@SuppressWarnings({ "NullAway", "unchecked" }) // as whoever added it knows
	public <R extends @Nullable Object> R getOrDefault(String key, R other) {
		return (R) this.core.getOrDefault(key, other);
	}

	/** The keys that were added, as they are now. */
	public Set<String> keys() {
		return this.core.keys();
	}

	/**
	 * Runs the task of a key no more, and forgets its result. Harmless if there is none.
	 */
	public void pop(String key) {
		this.core.pop(key);
	}

	/**
	 * Keeps the keys that were added silent for that time, 0 to end that. What is sent is
	 * run as ever.
	 */
	public void pause(Duration time) {
		this.core.pause(time);
	}

	WorkerState state() {
		return this.core.lifecycle().state();
	}

	WorkerProcessSnapshot snapshot() {
		return this.core.lifecycle().snapshot();
	}

	long queued() {
		return this.core.lifecycle().queue().size();
	}

	int running() {
		Lanes lanes = this.core.lifecycle().active();
		return (lanes != null) ? lanes.busy() : 0;
	}

	int ready() {
		Lanes lanes = this.core.lifecycle().active();
		return (lanes != null) ? lanes.ready() : 0;
	}

	WorkerStop stopped(Duration limit) {
		return this.core.lifecycle().stop(limit);
	}

	@Override
	public String toString() {
		return "Worker '%s' %s".formatted(name(), state());
	}

	/** Collects the parts of a {@link WorkerProcess}. Not thread-safe. */
	public interface Builder {

		/** Whether tasks run in child processes or in threads; in children by default. */
		Builder mode(WorkerMode mode);

		/** How many of them; 1 by default. */
		Builder count(int count);

		/** The most bytes of the heap of a child; as its JVM has it by default. */
		Builder heap(long bytes);

		/** After which a task has failed; never by default. */
		Builder taskTimeout(Duration taskTimeout);

		/** After so many tasks a child is replaced; never by default. */
		Builder maxTasksPerChild(int tasks);

		/** How long the first restart after a crash waits; 1 s by default. */
		Builder restartBackoff(Duration restartBackoff);

		/** How many tasks may wait; 1000 by default. */
		Builder queueCapacity(int capacity);

		/** The most bytes of a task or a result; 8 MB by default. */
		Builder maxFrameSize(long bytes);

		/** Further options of the JVM of a child. */
		Builder jvmArgs(String... args);

		/**
		 * Classes, or packages followed by {@code .*} or {@code .**}, that may travel.
		 */
		Builder allowedTypes(String... types);

		/** Variables of a child besides the locale and the path. */
		Builder environment(Map<String, String> environment);

		/** The kind of the threads of this process; platform threads by default. */
		Builder threadMode(ThreadMode mode);

		/** Where threads come from; by default from the mode. */
		Builder threads(ThreadSource threads);

		/** Whether it is started with its application; it is by default. */
		Builder autoStart(boolean autoStart);

		/** Replaces all settings except the name. */
		Builder spec(UnaryOperator<WorkerSpec> change);

		/** Hears of errors of this JVM that tasks in threads or callbacks have thrown. */
		Builder fatalErrors(FatalErrorHandler fatalErrors);

		/** The clock, for tests. */
		Builder ticker(Ticker ticker);

		/** Builds it; no thread and no process is started. */
		WorkerProcess build();

	}

}
