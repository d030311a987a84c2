package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One thread that does the tasks of many callers, each of which asks for its own result
 * by a key. As a bean there is one of it for all.
 * <p>
 * Tasks are done in the order in which they are put. Each one that is put is done; of the
 * results of one key the last one stays. A result that nobody takes stays, up to
 * {@code resultCapacity} of them; then the oldest one is dropped, which is counted,
 * logged once and, if it is an error, logged.
 *
 * @param <K> the keys
 * @param <R> the results
 */
public final class SingletonWorker<K, R extends @Nullable Object> extends Worker {

	private final Workshop<KeyedTask<K, R>> shop;

	private final ResultTable<K, R> results;

	private final Dropped dropped;

	private final Ticker ticker;

	/** A worker that is not started. */
	public SingletonWorker(String name) {
		this(new Builder<>(name));
	}

	private SingletonWorker(Builder<K, R> builder) {
		WorkshopParts parts = builder.parts();
		this.ticker = parts.ticker();
		this.results = new ResultTable<>(parts.spec().resultCapacity());
		this.shop = new Workshop<>(parts, this::run, this.results::size);
		this.dropped = new Dropped(this.shop);
	}

	/** Begins to build one. */
	public static <K, R extends @Nullable Object> Builder<K, R> builder(String name) {
		return new Builder<>(name);
	}

	/**
	 * Adds a task. <b>Blocks</b> while too many wait, see {@link Worker}.
	 * @param task {@code null} is ignored
	 * @throws RejectedExecutionException if the task is not accepted
	 */
	public void put(K key, @Nullable Callable<? extends R> task) {
		if (task != null) {
			this.shop.put(new KeyedTask<>(key, task));
		}
	}

	/**
	 * Takes the result of a key.
	 * @throws NoSuchElementException if there is none: its task is not ready, or was not
	 * put, or its result has been taken
	 */
	public WorkerResult<R> get(K key) {
		return find(key).orElseThrow(() -> new NoSuchElementException(why(key)));
	}

	private String why(K key) {
		boolean pending = this.shop.pending().stream().anyMatch((task) -> task.key().equals(key));
		return pending ? "Task '%s' of %s is not ready".formatted(key, this.shop.spec().title())
				: "%s has no result for '%s': it was not put, or its result has been taken"
					.formatted(this.shop.spec().title(), key);
	}

	/** Takes the result of a key, if there is one. */
	public Optional<WorkerResult<R>> find(K key) {
		return Optional.ofNullable(this.results.remove(key));
	}

	/** Takes all results, the oldest first. */
	public List<WorkerResult<R>> flush() {
		return this.results.removeAll();
	}

	/** The results that are there, the oldest first. They stay. */
	public Map<K, WorkerResult<R>> values() {
		return this.results.copy();
	}

	/** Whether every task that was put has its result: nothing waits, nothing runs. */
	public boolean done() {
		return this.shop.line().read(Books::isQuiet);
	}

	/** <b>Waits</b> until {@link #done()}, at most for the limit. */
	public boolean awaitDone(Duration limit) {
		return this.shop.line().awaitQuiet(limit);
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public List<K> stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops: nothing is accepted any more, the task that runs is finished, and the others
	 * are dropped. <b>Blocks</b> until it is finished, at most for the limit, and not at
	 * all in a task; it goes on after that. Harmless if it has stopped.
	 * @return the keys of the tasks that have not begun
	 */
	public List<K> stop(Duration limit) {
		this.shop.stop(limit);
		return this.shop.takeBack().stream().map(KeyedTask::key).toList();
	}

	private boolean run(Order<KeyedTask<K, R>> order) {
		WorkerResult<R> result = resultOf(order);
		this.dropped.note(this.results.put(order.job().key(), result));
		return !result.isError();
	}

	private WorkerResult<R> resultOf(Order<KeyedTask<K, R>> order) {
		KeyedTask<K, R> task = order.job();
		try {
			return new WorkerResult<>(task.key(), order.call(() -> task.task().call()), null, this.ticker.now());
		}
		catch (Throwable ex) {
			this.shop.bench().fatal(ex);
			return new WorkerResult<>(task.key(), null, ex, this.ticker.now());
		}
	}

	@Override
	Workshop<KeyedTask<K, R>> work() {
		return this.shop;
	}

	/**
	 * Collects the parts of a {@link SingletonWorker}. Not thread-safe.
	 *
	 * @param <K> the keys
	 * @param <R> the results
	 */
	public static final class Builder<K, R extends @Nullable Object> extends WorkerBuilder<Builder<K, R>> {

		Builder(String name) {
			super(WorkerKind.SINGLETON, name);
		}

		/** How many results may wait to be taken; 1000 by default. */
		public Builder<K, R> resultCapacity(int resultCapacity) {
			return resultCapacityOf(resultCapacity);
		}

		/**
		 * Whether the logging context (MDC) of who puts a task travels with it; true by
		 * default.
		 */
		public Builder<K, R> contextPropagation(boolean contextPropagation) {
			return contextPropagationOf(contextPropagation);
		}

		/**
		 * Wraps what is done with each task, in the thread that puts it; the first one is
		 * the outermost. It must run what it wraps once, in the thread that does it; if
		 * it does not, the task has failed. A {@code TaskDecorator} of Spring's fits.
		 */
		public Builder<K, R> decorator(UnaryOperator<Runnable> decorator) {
			return decoratorOf(decorator);
		}

		/** Builds it; it is not started. */
		public SingletonWorker<K, R> build() {
			return new SingletonWorker<>(this);
		}

		@Override
		Builder<K, R> self() {
			return this;
		}

	}

}
