package io.heddle.generator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where threads leave what they throw: it is kept, logged, and told if it concerns the
 * JVM.
 *
 * @param state keeps it
 * @param fatalErrors hears of errors of the JVM
 */
record ThreadErrors(ErrorState state, FatalErrorHandler fatalErrors) {

	private static final Logger logger = LoggerFactory.getLogger(MultiThread.class);

	void record(Throwable error) {
		this.state.add(error);
		String thread = Thread.currentThread().getName();
		SafeLog.log(() -> logger.error("Error in thread '{}'", thread, error));
		this.fatalErrors.handleIfFatal(error, "Thread '%s'".formatted(thread));
	}

}
