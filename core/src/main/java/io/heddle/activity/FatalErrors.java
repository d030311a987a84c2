package io.heddle.activity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is behind {@link FatalErrorHandler}.
 */
final class FatalErrors {

	static final FatalErrorHandler LOGGING = FatalErrors::log;

	private static final Logger logger = LoggerFactory.getLogger(FatalErrorHandler.class);

	private FatalErrors() {
	}

	private static void log(VirtualMachineError error, String where) {
		logger.error("{} failed with an error of the JVM, which may be damaged now: "
				+ "declare a FatalErrorHandler, or run with -XX:+ExitOnOutOfMemoryError", where, error);
	}

	static void tell(FatalErrorHandler handler, VirtualMachineError error, String where) {
		try {
			handler.handle(error, where);
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("The handler of fatal errors failed", ex));
		}
	}

}
