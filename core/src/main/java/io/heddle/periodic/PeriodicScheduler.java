package io.heddle.periodic;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;

/**
 * The threads that periodic objects share. It has as many as are at work at the same time
 * and one that waits, but never more than its maximum: then what is due is late. When
 * nothing is scheduled it has none, so it needs no end.
 * <p>
 * Thread-safe.
 */
public final class PeriodicScheduler {

	/** How many platform threads there may be if nothing else is said. */
	public static final int DEFAULT_MAX_THREADS = 64;

	/** How many virtual threads there may be if nothing else is said. */
	public static final int DEFAULT_MAX_VIRTUAL_THREADS = 10_000;

	private static final PeriodicScheduler SHARED = new PeriodicScheduler("heddle-periodic",
			ThreadSource.of(ThreadMode.PLATFORM), DEFAULT_MAX_THREADS);

	private final String name;

	private final ThreadSource source;

	private final int maxThreads;

	private final SharedTimer timer;

	/**
	 * A scheduler of its own.
	 * @param name the beginning of the names of its threads
	 * @param maxThreads how many there may be
	 */
	public PeriodicScheduler(String name, ThreadSource source, int maxThreads) {
		this.name = name;
		this.source = source;
		this.maxThreads = maxThreads;
		this.timer = new SharedTimer(name, source, maxThreads, Ticker.system());
	}

	/** The scheduler of whoever names no other: platform threads. */
	public static PeriodicScheduler shared() {
		return SHARED;
	}

	/** How many threads of that kind there may be if nothing else is said. */
	public static int defaultMaxThreads(ThreadMode mode) {
		return (mode == ThreadMode.VIRTUAL) ? DEFAULT_MAX_VIRTUAL_THREADS : DEFAULT_MAX_THREADS;
	}

	/** The most threads that it may have. */
	public int maxThreads() {
		return this.maxThreads;
	}

	/** The kind of its threads. */
	public ThreadMode mode() {
		return this.source.mode();
	}

	/** How many threads it has at this moment. */
	public int threads() {
		return this.timer.threads();
	}

	TickTimer timer() {
		return this.timer;
	}

	/** A timer of the same kind of threads for one object that shares none. */
	TickTimer dedicated(String object, int threads, Ticker ticker) {
		return new SharedTimer(object, this.source, threads, ticker);
	}

	@Override
	public String toString() {
		return "Periodic scheduler '%s', %d threads".formatted(this.name, threads());
	}

}
