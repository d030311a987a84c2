package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * One task that runs once, in a thread of its own, with the logging context (MDC) of who
 * starts it.
 * <p>
 * Each callback is called exactly once, with the result and the error, one of which is
 * {@code null}: both are if the task has returned that. It is called in the thread of the
 * tasklet, in that of who cancels it, or in that of who adds it when the end has come
 * already. Thread-safe. The task <i>happens-before</i> the callbacks and whoever sees the
 * end.
 *
 * @param <R> the result
 */
public final class Tasklet<R extends @Nullable Object> {

	private static final Logger logger = LoggerFactory.getLogger(Tasklet.class);

	private final Callable<R> task;

	private final CompletableFuture<R> end = new CompletableFuture<>();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

	private volatile Duration pause = Duration.ZERO;

	private volatile String name = "tasklet";

	private volatile ThreadSource threads = ThreadSource.of(ThreadMode.PLATFORM);

	private volatile Ticker ticker = Ticker.system();

	private volatile @Nullable Thread thread;

	private Tasklet(Callable<R> task) {
		this.task = task;
	}

	/** A tasklet that is not started. */
	public static <R extends @Nullable Object> Tasklet<R> async(Callable<R> task) {
		return new Tasklet<>(task);
	}

	/**
	 * Runs a task in a child process that was started for it, and returns the result.
	 * <b>Blocks</b>; the start of the process does not count. The child is gone
	 * afterwards, whatever happens. Types of the package of the task may travel, and of
	 * those below.
	 * @param timeout how long the task may take
	 * @param allowedTypes what else may travel, see {@link WorkerSpec#allowedTypes()}
	 * @throws TimeoutException if it takes longer
	 * @throws IllegalArgumentException if the task cannot travel
	 * @throws RemoteTaskException what the task has thrown, or why its result cannot
	 * travel
	 * @throws WorkerCrashedException if the child has ended before
	 */
	@SuppressWarnings("NullAway") // as the task gives it
	public static <R extends @Nullable Object> R subprocess(WorkerTask<R> task, Duration timeout,
			String... allowedTypes) throws TimeoutException, InterruptedException {
		Assert.isTrue(timeout.toNanos() > 0,
				() -> "'timeout' of a tasklet must be more than 0 but was %s".formatted(timeout));
		List<String> types = new ArrayList<>(List.of(allowedTypes));
		String own = task.getClass().getPackageName();
		if (!own.isEmpty()) {
			types.add(own + ".**");
		}
		try (WorkerProcess worker = WorkerProcess.builder("tasklet")
			.taskTimeout(timeout)
			.allowedTypes(types.toArray(String[]::new))
			.build()) {
			worker.start();
			return worker.send("tasklet", task).get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TimeoutException late) {
				throw late;
			}
			throw (ex.getCause() instanceof RuntimeException known) ? known : new CompletionException(ex.getCause());
		}
	}

	/** How long it waits before it runs the task. For the time before the start. */
	public Tasklet<R> pause(Duration pause) {
		Assert.isTrue(!pause.isNegative(), () -> "'pause' of a tasklet must be 0 or more but was %s".formatted(pause));
		this.pause = pause;
		return this;
	}

	/** The name of its thread. For the time before the start. */
	public Tasklet<R> name(String name) {
		this.name = name;
		return this;
	}

	/** The kind of its thread. For the time before the start. */
	public Tasklet<R> mode(ThreadMode mode) {
		return threads(ThreadSource.of(mode));
	}

	/** Where its thread comes from. For the time before the start. */
	public Tasklet<R> threads(ThreadSource threads) {
		this.threads = threads;
		return this;
	}

	/** The clock, for tests. */
	public Tasklet<R> ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	/** Adds a callback, at any time. What it throws is logged. */
	public Tasklet<R> callback(BiConsumer<? super @Nullable R, ? super @Nullable Throwable> callback) {
		this.end.whenComplete((result, error) -> {
			try {
				callback.accept(result, error);
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.warn("A callback of tasklet '{}' has failed", this.name, ex));
				FatalErrorHandler.logging().handleIfFatal(ex, "Tasklet '%s'".formatted(this.name));
			}
		});
		return this;
	}

	/**
	 * Starts it and returns at once. If there is no thread to be had, it ends with that
	 * error.
	 * @throws IllegalStateException if it was started before
	 */
	public Tasklet<R> start() {
		Assert.state(this.phase.compareAndSet(Phase.NEW, Phase.STARTED),
				() -> "Tasklet '%s' was started before: make another one".formatted(this.name));
		try {
			Thread made = ThreadContext.LOGGING.around(this.threads).newThread(this.name, this::run);
			this.thread = made;
			made.start();
		}
		catch (Throwable ex) {
			this.end.completeExceptionally(ex);
		}
		return this;
	}

	private void run() {
		try {
			awaitPause();
			if (!this.end.isDone()) {
				this.end.complete(this.task.call());
			}
		}
		catch (Throwable ex) {
			this.end.completeExceptionally(ex);
			FatalErrorHandler.logging().handleIfFatal(ex, "Tasklet '%s'".formatted(this.name));
		}
	}

	/** An interrupt that is no cancellation is not for this. */
	@SuppressWarnings("Interruption")
	private void awaitPause() {
		if (this.pause.isZero()) {
			return;
		}
		Deadline deadline = Deadline.after(this.pause, this.ticker);
		while (!this.end.isDone() && !deadline.hasPassed()) {
			Thread.interrupted();
			this.ticker.parkUntil(this, deadline.atNanos());
		}
	}

	/**
	 * Ends it with a {@link CancellationException} and interrupts the task. One that was
	 * not started never runs.
	 * @return false if it had ended
	 */
	@SuppressWarnings("Interruption")
	public boolean cancel() {
		boolean cancelled = this.end
			.completeExceptionally(new CancellationException("Tasklet '%s' was cancelled".formatted(this.name)));
		Thread running = this.thread;
		if (cancelled && running != null) {
			running.interrupt();
		}
		return cancelled;
	}

	/** What the task has returned; {@code null} before its end and if it has failed. */
	public @Nullable R result() {
		return (this.end.isDone() && !this.end.isCompletedExceptionally()) ? this.end.join() : null;
	}

	/** What the task has thrown; {@code null} before its end and if it has not. */
	public @Nullable Throwable exception() {
		AtomicReference<@Nullable Throwable> found = new AtomicReference<>();
		if (this.end.isDone()) {
			this.end.whenComplete((result, error) -> found.set(error));
		}
		return found.get();
	}

	/** Whether it has ended, well or not. */
	public boolean isFinished() {
		return this.end.isDone();
	}

	/** <b>Waits</b> for the end, at most for the limit; gives whether it has come. */
	public boolean await(Duration limit) throws InterruptedException {
		try {
			this.end.get(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException | CancellationException ex) {
			return true;
		}
		return true;
	}

	/** A copy that ends with it; to end the copy ends nothing else. */
	public CompletableFuture<R> toCompletableFuture() {
		return this.end.copy();
	}

	@Override
	public String toString() {
		return "Tasklet '%s'%s".formatted(this.name, isFinished() ? " finished" : "");
	}

	private enum Phase {

		NEW, STARTED

	}

}
