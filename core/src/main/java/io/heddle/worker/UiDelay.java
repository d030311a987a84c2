package io.heddle.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The time from a start of a {@link UiWorker} to its first item, and the thread that
 * waits for it to pass. Thread-safe.
 */
final class UiDelay {

	private final String name;

	private final Duration delay;

	private final Ticker ticker;

	private final Runnable whenOver;

	/** The thread that waits, until it has told that it is over. */
	private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

	private volatile ThreadSource source;

	private volatile Deadline deadline;

	/** Whether items may come after it. */
	private volatile boolean wanted = true;

	UiDelay(WorkshopParts parts, Duration delay, Runnable whenOver) {
		this.name = parts.spec().name() + "-delay";
		this.delay = delay;
		this.ticker = parts.ticker();
		this.source = parts.source();
		this.whenOver = whenOver;
		this.deadline = Deadline.after(delay, this.ticker);
	}

	void source(ThreadSource source) {
		this.source = source;
	}

	/** It counts from now on. */
	void begin() {
		this.deadline = Deadline.after(this.delay, this.ticker);
	}

	boolean isPending() {
		return !this.delay.isZero() && !this.deadline.hasPassed();
	}

	/** Whether anybody has to wait for it. */
	void wanted(boolean wanted) {
		this.wanted = wanted;
		LockSupport.unpark(this.waiter.get());
	}

	/** Sees to it that somebody waits and then tells that it is over. */
	void ensureWaiter() {
		Thread made = this.source.newThread(this.name, this::await);
		if (this.waiter.compareAndSet(null, made)) {
			try {
				made.start();
			}
			catch (Throwable ex) {
				this.waiter.set(null);
				throw ex;
			}
		}
	}

	/** An interrupt from outside was meant for nothing here. */
	@SuppressWarnings("Interruption")
	private void await() {
		while (this.wanted && isPending()) {
			Thread.interrupted();
			this.ticker.parkUntil(this, this.deadline.atNanos());
		}
		this.waiter.set(null);
		this.whenOver.run();
	}

	int threads() {
		return (this.waiter.get() != null) ? 1 : 0;
	}

}
