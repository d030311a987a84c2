package io.heddle.worker;

import java.time.Duration;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;

/**
 * What the workers of this JVM have in common: a bounded line of jobs, which are done in
 * the order in which they were put, and what becomes of them.
 * <p>
 * Whoever puts a job <b>waits</b> while the line is full. A job that nobody would take is
 * rejected at once: when the worker was stopped; when the line is full before the first
 * start; when a job puts into the full line of its own worker; when the thread that waits
 * is interrupted; when there is no thread to be had.
 * <p>
 * Jobs, listeners and functions are called without any lock held. Whatever a job leaves
 * in its thread, an interrupt, a name, a logging context, the next one does not see. It
 * has the logging context of who has put it, except in a {@link UiWorker}. Thread-safe.
 * What was done before a job was put <i>happens-before</i> it runs.
 */
public abstract sealed class Worker implements AutoCloseable
		permits WorkerThread, SingletonWorker, WorkerPool, UiWorker {

	/** The word of this room. */
	public static final String ROOM = "worker";

	/** How long a stop without a limit waits for what runs. */
	public static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(3);

	Worker() {
	}

	abstract Undertaking work();

	public String getName() {
		return work().spec().name();
	}

	/** How many jobs wait; those that run are not among them. */
	public int getSize() {
		return work().waiting();
	}

	/** Whether it is started. */
	public boolean isAlive() {
		return work().state() == WorkshopState.RUNNING;
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return work().activity();
	}

	/**
	 * Takes what an application has for workers of which nothing else was said: a kind of
	 * threads that was given when the worker was built stays, and so does somebody who
	 * hears of errors. For the time before the first start.
	 * @param fatalErrors hears of errors of the JVM that jobs have thrown
	 */
	public void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		work().adopt(mode, fatalErrors);
	}

	/**
	 * Takes what is to travel with a job, from who puts it into the thread that does it,
	 * besides what it has of its own, which it may keep from travelling. For the time
	 * before the first job. A {@link UiWorker}, whose thread is of others, takes nothing.
	 */
	public void adopt(ThreadContext outer) {
		work().adopt(outer);
	}

	/**
	 * Begins to work, first at what waits. Returns at once. Harmless if it is started; a
	 * worker that was stopped may be started again.
	 */
	public void start() {
		work().start();
	}

	/**
	 * Stops, and interrupts what goes on. <b>Blocks</b> for a moment. What waits is not
	 * begun.
	 */
	@Override
	public void close() {
		work().stop(Duration.ZERO);
		work().finish(Duration.ZERO);
	}

	@Override
	public String toString() {
		return activity().toString();
	}

}
