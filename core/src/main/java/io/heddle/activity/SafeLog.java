package io.heddle.activity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging where nothing may go wrong any more. A log may fail: it asks an exception of
 * the user for its message, it writes to where there is no room, it wants memory.
 */
public final class SafeLog {

	private static final Logger logger = LoggerFactory.getLogger(SafeLog.class);

	private SafeLog() {
	}

	/** Logs, or says by which class of failure it could not. */
	public static void log(Runnable logging) {
		try {
			logging.run();
		}
		catch (Throwable ex) {
			fallBack(ex);
		}
	}

	@SuppressWarnings("EmptyCatch") // there is nobody left to tell
	private static void fallBack(Throwable failure) {
		try {
			logger.error("A line could not be logged: {}", failure.getClass().getName());
		}
		catch (Throwable ex) {
			// the log is out of order
		}
	}

}
