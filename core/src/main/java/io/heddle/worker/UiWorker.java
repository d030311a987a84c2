package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Hands items to the one thread of a user interface, one in each turn of its loop: the
 * next one is handed over when the one before has ended, so that events which came
 * meanwhile have their turn. {@code SwingUtilities::invokeLater} is such an executor, and
 * so is any other that runs things one after the other.
 * <p>
 * It has started when it is made. No method waits for the user interface, except a stop;
 * unlike other workers it rejects an item when too many wait, and leaves the thread,
 * which belongs to others, as its items leave it. An item that throws has failed, is
 * counted and logged, and the next one comes. When the executor refuses, the items stay,
 * and the next {@code put} tries it again.
 */
public final class UiWorker extends Worker {

	/** For the names of workers that were given none. */
	private static final AtomicLong unnamed = new AtomicLong();

	private final UiWork work;

	/** A worker that has started. */
	public UiWorker(Executor uiThread) {
		this(new Builder("uiWorker-" + unnamed.incrementAndGet(), uiThread));
	}

	private UiWorker(Builder builder) {
		this.work = new UiWork(builder);
		if (builder.start) {
			this.work.start();
		}
	}

	/** Begins to build one. */
	public static Builder builder(String name, Executor uiThread) {
		return new Builder(name, uiThread);
	}

	/**
	 * Adds an item; never waits.
	 * @param item {@code null} is ignored
	 * @throws RejectedExecutionException if the worker has stopped or too many wait
	 */
	public void put(@Nullable Runnable item) {
		if (item != null) {
			this.work.line().put(item);
		}
	}

	/**
	 * How much has been done of what was put since there was nothing to do, from 0 to 1;
	 * 0 if there is nothing to do.
	 */
	public double getDone() {
		return this.work.line().done();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public List<Runnable> stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops: nothing is accepted any more, the item that runs is finished, and the others
	 * are given back. <b>Blocks</b> until it is finished, at most for the limit, and not
	 * at all in an item; it goes on after that. Harmless if it has stopped.
	 * @return the items that have not begun
	 */
	public List<Runnable> stop(Duration limit) {
		this.work.stop(limit);
		return this.work.line().takeBack();
	}

	@Override
	UiWork work() {
		return this.work;
	}

	/**
	 * Collects the parts of a {@link UiWorker}. Not thread-safe.
	 */
	public static final class Builder extends WorkerBuilder<Builder> {

		final Executor executor;

		Duration delay = Duration.ZERO;

		Consumer<? super Boolean> busyListener = (busy) -> {
		};

		private boolean start = true;

		Builder(String name, Executor executor) {
			super(WorkerKind.UI, name);
			this.executor = executor;
		}

		/** How long after a start the first item comes; 0 by default. */
		public Builder delay(Duration delay) {
			Assert.isTrue(!delay.isNegative(),
					() -> "'delay' of a UI worker must be 0 or more but was %s".formatted(delay));
			this.delay = delay;
			return this;
		}

		/**
		 * Is told when there is something to do and when there is nothing any more, in
		 * the thread of the user interface; for a cursor that says so.
		 */
		public Builder busyListener(Consumer<? super Boolean> busyListener) {
			this.busyListener = busyListener;
			return this;
		}

		/** Whether it is started when it is built; true by default. */
		public Builder start(boolean start) {
			this.start = start;
			return this;
		}

		/** Builds it. */
		public UiWorker build() {
			return new UiWorker(this);
		}

		@Override
		Builder self() {
			return this;
		}

	}

}
