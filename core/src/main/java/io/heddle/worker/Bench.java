package io.heddle.worker;

import io.heddle.activity.FailureLog;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
import io.heddle.thread.ThreadLook;
import io.heddle.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where jobs are done: it counts them and takes care that whatever one throws or leaves
 * behind ends with it. Thread-safe; never throws.
 */
final class Bench<J> {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	private final String title;

	private final Ticker ticker;

	private final WorkshopCounts counts;

	private final Work<? super J> work;

	private final FailureLog log;

	private volatile FatalErrorHandler fatalErrors;

	Bench(WorkshopParts parts, WorkshopCounts counts, Work<? super J> work) {
		this.title = parts.spec().title();
		this.ticker = parts.ticker();
		this.counts = counts;
		this.work = work;
		this.log = new FailureLog(logger, parts.ticker());
		this.fatalErrors = parts.fatalErrorsOrLog();
	}

	void fatalErrors(FatalErrorHandler handler) {
		this.fatalErrors = handler;
	}

	/** Does a job and gives the thread its look back. */
	void run(J job, ThreadLook look) {
		try {
			run(job);
			look.restore();
		}
		catch (Throwable ex) {
			SafeLog.log(() -> this.log.log("A thread of " + this.title, ex));
		}
	}

	/** Does a job in a thread of somebody else. */
	void run(J job) {
		long began = this.ticker.nanos();
		boolean success = false;
		try {
			success = this.work.on(job);
		}
		catch (Throwable ex) {
			failed("A job", ex);
		}
		finally {
			this.counts.ended(success, this.ticker.nanos() - began);
		}
	}

	/** Something of the user has failed, and nobody else is told. */
	void failed(String what, Throwable failure) {
		SafeLog.log(() -> this.log.log("%s of %s".formatted(what, this.title), failure));
		fatal(failure);
	}

	/** A job has failed, and nobody has read that. */
	void unread(Throwable failure) {
		SafeLog.log(() -> this.log.log("A job of %s, whose result nobody has read,".formatted(this.title), failure));
	}

	/** Something of the user has failed, and whoever it concerns is told. */
	void fatal(Throwable failure) {
		this.fatalErrors.handleIfFatal(failure, this.title);
	}

	void threadFailed(String name, Throwable failure) {
		SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", name, failure));
	}

	/**
	 * What is to be done with a job.
	 */
	@FunctionalInterface
	interface Work<J> {

		/**
		 * Does it.
		 * @return false if it has failed and whoever it concerns is told
		 */
		boolean on(J job) throws Exception;

	}

}
