package io.heddle.enrich;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FailureLog;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
import io.heddle.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an enricher tells of a run. Failures that come again and again are told of a few
 * times; the exception at the end has them all.
 */
final class EnrichLog {

	private static final Logger logger = LoggerFactory.getLogger(ConfigEnricher.class);

	private static final int MAX_KNOWN = 100;

	private final String name;

	private final FatalErrorHandler fatalErrors;

	private final FailureLog failures;

	private final AtomicInteger known = new AtomicInteger();

	EnrichLog(String name, FatalErrorHandler fatalErrors, Ticker ticker) {
		this.name = name;
		this.fatalErrors = fatalErrors;
		this.failures = new FailureLog(logger, ticker);
	}

	void started() {
		SafeLog.log(() -> logger.info("Enricher '{}' started", this.name));
	}

	void progress(long left) {
		SafeLog.log(() -> logger.info("Enricher '{}', {} tasks left", this.name, left));
	}

	void ended(boolean success, Duration elapsed) {
		SafeLog.log(() -> {
			if (success) {
				logger.info("Enricher '{}' completed successfully after {}", this.name, elapsed);
			}
			else {
				logger.error("Enricher '{}' completed with errors after {}", this.name, elapsed);
			}
		});
	}

	void failed(EnricherWorker<?, ?> worker, Throwable failure) {
		String where = describe(worker) + " thread " + Thread.currentThread().getName();
		if (!(failure instanceof KnownTaskException)) {
			this.failures.log(where, failure);
			this.fatalErrors.handleIfFatal(failure, where);
			return;
		}
		SafeLog.log(() -> {
			String message = failure.getMessage();
			if (message != null && !message.isEmpty() && this.known.incrementAndGet() <= MAX_KNOWN) {
				logger.error("{} error: {}", where, message);
			}
		});
	}

	/** What was to tell or count what has become of a task has failed. */
	void lost(Throwable failure) {
		SafeLog.log(() -> logger.error("Enricher '{}' could not count a task", this.name, failure));
	}

	/** A thread could not be started. */
	void notStarted(String thread, Throwable failure) {
		SafeLog.log(() -> logger.warn("Thread '{}' of enricher '{}' could not be started", thread, this.name, failure));
	}

	/** A task took too long. */
	void timedOut(String thread, Throwable failure) {
		this.failures.log(this.name + " thread " + thread, failure);
	}

	/** The user's word for it, if he can say it. */
	private String describe(EnricherWorker<?, ?> worker) {
		try {
			return worker.descr();
		}
		catch (Throwable ex) {
			return this.name;
		}
	}

}
