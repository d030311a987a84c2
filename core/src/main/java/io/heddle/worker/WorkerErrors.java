package io.heddle.worker;

import io.heddle.activity.FailureLog;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of failures that nobody waits for: they are logged, and errors of this JVM
 * reported. Thread-safe; never throws.
 */
final class WorkerErrors {

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final String worker;

	private volatile FatalErrorHandler fatalErrors;

	private final FailureLog log;

	WorkerErrors(String name, FatalErrorHandler fatalErrors, Ticker ticker) {
		this.worker = "worker '%s'".formatted(name);
		this.fatalErrors = fatalErrors;
		this.log = new FailureLog(logger, ticker);
	}

	void fatalErrors(FatalErrorHandler handler) {
		this.fatalErrors = handler;
	}

	/** A callback has failed. */
	void callback(String of, Throwable failure) {
		this.log.log("A callback of %s of %s".formatted(of, this.worker), failure);
		fatal(failure);
	}

	/** The task of a key has failed. */
	void key(String key, Throwable failure) {
		this.log.log("%s of %s".formatted(key, this.worker), failure);
	}

	/** A child has failed, or could not be started. */
	void child(Throwable failure) {
		this.log.log("A child of " + this.worker, failure);
	}

	/** A task in a thread of this JVM has failed, and its sender is told. */
	void fatal(Throwable failure) {
		this.fatalErrors.handleIfFatal(failure, this.worker);
	}

}
