package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A few threads that do the same with many items. Items may be added before the start.
 * <p>
 * Items are begun in the order in which they were added. Threads come when there is work
 * for them and leave when there has been none for a while. An item whose action throws
 * has failed, is counted, and given to the handler or logged; the pool goes on.
 * <p>
 * After a stop what waits stays, and is done after the next start.
 *
 * @param <T> the items
 */
public final class WorkerPool<T> extends Worker {

	/** For the names of pools that were given none. */
	private static final AtomicLong unnamed = new AtomicLong();

	private final Workshop<T> shop;

	private final Consumer<? super T> action;

	private final @Nullable BiConsumer<? super T, ? super Throwable> errorHandler;

	/** A pool that is not started. */
	public WorkerPool(Consumer<T> action, int maxThreads) {
		this(new Builder<T>("workerPool-" + unnamed.incrementAndGet(), action).maxThreads(maxThreads));
	}

	private WorkerPool(Builder<T> builder) {
		this.action = builder.action;
		this.errorHandler = builder.errorHandler;
		this.shop = new Workshop<>(builder.parts(), this::run, () -> 0);
	}

	/** Begins to build one. */
	public static <T> Builder<T> builder(String name, Consumer<? super T> action) {
		return new Builder<>(name, action);
	}

	/** Begins to build one whose items are run. */
	public static Builder<Runnable> builder(String name) {
		return new Builder<>(name, Runnable::run);
	}

	/**
	 * Adds an item. <b>Blocks</b> while too many wait, see {@link Worker}.
	 * @param item {@code null} is ignored
	 * @throws RejectedExecutionException if the item is not accepted
	 */
	public void addTask(@Nullable T item) {
		if (item != null) {
			this.shop.put(item);
		}
	}

	/** The items that run, and then those that wait. Changes nothing. */
	public List<T> pending() {
		return this.shop.pending();
	}

	/** Takes the items that wait. */
	public List<T> removePending() {
		return this.shop.takeBack();
	}

	/** <b>Waits</b> until nothing is pending, at most for the limit. */
	public boolean awaitDone(Duration limit) {
		return this.shop.line().awaitQuiet(limit);
	}

	public int getMaxThreads() {
		return this.shop.maxThreads();
	}

	/**
	 * Changes how many threads there may be, at once: more come if there is work for
	 * them, and one too many leaves after its item.
	 */
	public void setMaxThreads(int maxThreads) {
		this.shop.line().maxThreads(maxThreads);
	}

	/** How many threads there are. */
	public int getThreads() {
		return this.shop.threads();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public boolean stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops: nothing is accepted any more, the items that run are finished, and the
	 * others wait for the next start. <b>Blocks</b> until they are finished, at most for
	 * the limit, and not at all in a thread of the pool; they go on after that. Harmless
	 * if it has stopped.
	 * @return whether nothing goes on any more
	 */
	public boolean stop(Duration limit) {
		return this.shop.stop(limit);
	}

	private boolean run(Order<T> order) {
		try {
			return order.call(() -> run(order.job()));
		}
		catch (Throwable ex) {
			failed(order.job(), ex);
			return false;
		}
	}

	private boolean run(T item) {
		try {
			this.action.accept(item);
			return true;
		}
		catch (Throwable ex) {
			failed(item, ex);
			return false;
		}
	}

	private void failed(T item, Throwable failure) {
		if (this.errorHandler == null) {
			this.shop.bench().failed("A job", failure);
			return;
		}
		this.shop.bench().fatal(failure);
		try {
			this.errorHandler.accept(item, failure);
		}
		catch (Throwable ex) {
			if (ex != failure) {
				ex.addSuppressed(failure);
			}
			this.shop.bench().failed("The handler of errors", ex);
		}
	}

	@Override
	Workshop<T> work() {
		return this.shop;
	}

	/**
	 * Collects the parts of a {@link WorkerPool}. Not thread-safe.
	 *
	 * @param <T> the items
	 */
	public static final class Builder<T> extends WorkerBuilder<Builder<T>> {

		private static final int DEFAULT_MAX_THREADS = 5;

		private final Consumer<? super T> action;

		private @Nullable BiConsumer<? super T, ? super Throwable> errorHandler;

		private boolean start;

		Builder(String name, Consumer<? super T> action) {
			super(WorkerKind.POOL, name);
			this.action = action;
			maxThreadsOf(DEFAULT_MAX_THREADS);
		}

		/** How many threads there may be; 5 by default. */
		public Builder<T> maxThreads(int maxThreads) {
			return maxThreadsOf(maxThreads);
		}

		/** How long a thread waits for an item before it ends; 10 seconds by default. */
		public Builder<T> keepAlive(Duration keepAlive) {
			return keepAliveOf(keepAlive);
		}

		/** Hears of each item that has failed, in the thread of the pool. */
		public Builder<T> onError(BiConsumer<? super T, ? super Throwable> errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/** Whether it is started when it is built; false by default. */
		public Builder<T> start(boolean start) {
			this.start = start;
			return this;
		}

		/**
		 * Whether the logging context (MDC) of who puts an item travels with it; true by
		 * default.
		 */
		public Builder<T> contextPropagation(boolean contextPropagation) {
			return contextPropagationOf(contextPropagation);
		}

		/**
		 * Wraps what is done with each item, in the thread that puts it; the first one is
		 * the outermost. It must run what it wraps once, in the thread that does it; if
		 * it does not, the item has failed. A {@code TaskDecorator} of Spring's fits.
		 */
		public Builder<T> decorator(UnaryOperator<Runnable> decorator) {
			return decoratorOf(decorator);
		}

		/** Builds it. */
		public WorkerPool<T> build() {
			WorkerPool<T> pool = new WorkerPool<>(this);
			if (this.start) {
				pool.start();
			}
			return pool;
		}

		@Override
		Builder<T> self() {
			return this;
		}

	}

}
