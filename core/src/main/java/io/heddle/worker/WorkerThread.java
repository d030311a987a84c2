package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one task after the other, in the order in which they are put, and
 * keeps the results in that order until they are read. Tasks may be put before the start.
 * <p>
 * A result that nobody reads stays, up to {@code resultCapacity} of them; then the oldest
 * one is dropped, which is counted, logged once and, if it is an error, logged.
 * <p>
 * The thread is the same from a start to the stop, so tasks may use what belongs to one
 * thread. Subclasses may change how tasks are done; so may the {@link #builder(String)
 * builder}.
 *
 * @param <R> the results
 */
public non-sealed class WorkerThread<R extends @Nullable Object> extends Worker {

	private final Workshop<Callable<R>> shop;

	private final ResultQueue<R> results;

	private final Dropped dropped;

	private final Ticker ticker;

	/** A worker that is not started. */
	public WorkerThread(String name) {
		this(new Builder<>(name));
	}

	/** A worker that is not started, with the settings of the builder. */
	@SuppressWarnings("this-escape") // nothing runs before the start
	protected WorkerThread(Builder<R> builder) {
		WorkshopParts parts = builder.parts();
		this.ticker = parts.ticker();
		this.results = new ResultQueue<>(parts.spec().resultCapacity());
		this.shop = new Workshop<>(parts, this::run, this.results::size);
		this.dropped = new Dropped(this.shop);
	}

	/** Begins to build one. */
	public static <R extends @Nullable Object> Builder<R> builder(String name) {
		return new Builder<>(name);
	}

	/**
	 * Adds a task. <b>Blocks</b> while too many wait, see {@link Worker}.
	 * @param task {@code null} is ignored
	 * @throws RejectedExecutionException if the task is not accepted
	 */
	public void put(@Nullable Callable<R> task) {
		if (task != null) {
			this.shop.put(task);
		}
	}

	/** Takes the oldest result, if there is one. */
	public Optional<WorkerResult<R>> get() {
		return Optional.ofNullable(this.results.poll());
	}

	/** The same; <b>waits</b> for it as long as the limit. */
	public Optional<WorkerResult<R>> await(Duration limit) throws InterruptedException {
		return Optional.ofNullable(this.results.poll(limit));
	}

	/** Takes all results, the oldest first. */
	public List<WorkerResult<R>> flush() {
		return this.results.removeAll();
	}

	/** Whether nothing waits, nothing runs and every result has been read. */
	public boolean getDone() {
		return this.shop.line().read(Books::isQuiet) && this.results.size() == 0;
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public List<Callable<R>> stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops: nothing is accepted any more, the task that runs is finished, and the others
	 * are given back. <b>Blocks</b> until it is finished, at most for the limit, and not
	 * at all in a task; it goes on after that. Harmless if it has stopped.
	 * @return the tasks that have not begun
	 */
	public List<Callable<R>> stop(Duration limit) {
		this.shop.stop(limit);
		return this.shop.takeBack();
	}

	private boolean run(Order<Callable<R>> order) {
		WorkerResult<R> result = resultOf(order);
		this.dropped.note(this.results.add(result));
		try {
			hook();
		}
		catch (Throwable ex) {
			this.shop.bench().failed("The hook", ex);
		}
		return !result.isError();
	}

	private WorkerResult<R> resultOf(Order<Callable<R>> order) {
		Callable<R> task = order.job();
		try {
			return new WorkerResult<>(task, order.call(() -> process(task)), null, this.ticker.now());
		}
		catch (Throwable ex) {
			this.shop.bench().fatal(ex);
			return new WorkerResult<>(task, null, ex, this.ticker.now());
		}
	}

	/** Does a task; called in the thread of the worker. What it throws is the result. */
	protected R process(Callable<R> task) throws Exception {
		return task.call();
	}

	/** Called after each task, when its result is there. What it throws is logged. */
	protected void hook() {
	}

	@Override
	final Workshop<Callable<R>> work() {
		return this.shop;
	}

	/**
	 * How a task is done.
	 *
	 * @param <R> the results
	 */
	@FunctionalInterface
	public interface Processor<R extends @Nullable Object> {

		R process(Callable<R> task) throws Exception;

	}

	/**
	 * Collects the parts of a {@link WorkerThread}. Not thread-safe.
	 *
	 * @param <R> the results
	 */
	public static final class Builder<R extends @Nullable Object> extends WorkerBuilder<Builder<R>> {

		private Processor<R> processor = Callable::call;

		private Runnable hook = () -> {
		};

		Builder(String name) {
			super(WorkerKind.THREAD, name);
		}

		/** How many results may wait to be read; 1000 by default. */
		public Builder<R> resultCapacity(int resultCapacity) {
			return resultCapacityOf(resultCapacity);
		}

		/** How tasks are done, instead of just called. */
		public Builder<R> process(Processor<R> processor) {
			this.processor = processor;
			return this;
		}

		/** Is called after each task, in the thread of the worker. */
		public Builder<R> hook(Runnable hook) {
			this.hook = hook;
			return this;
		}

		/**
		 * Whether the logging context (MDC) of who puts a task travels with it; true by
		 * default.
		 */
		public Builder<R> contextPropagation(boolean contextPropagation) {
			return contextPropagationOf(contextPropagation);
		}

		/**
		 * Wraps what is done with each task, in the thread that puts it; the first one is
		 * the outermost. It must run what it wraps once, in the thread that does it; if
		 * it does not, the task has failed. A {@code TaskDecorator} of Spring's fits.
		 */
		public Builder<R> decorator(UnaryOperator<Runnable> decorator) {
			return decoratorOf(decorator);
		}

		/** Builds it; it is not started. */
		public WorkerThread<R> build() {
			return new CustomWorkerThread<>(this, this.processor, this.hook);
		}

		@Override
		Builder<R> self() {
			return this;
		}

	}

}
