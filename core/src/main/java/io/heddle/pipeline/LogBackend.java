package io.heddle.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each item at info level. Thread-safe.
 *
 * @param <T> the items
 */
public final class LogBackend<T> implements Backend<T> {

	private static final Logger logger = LoggerFactory.getLogger(LogBackend.class);

	@Override
	public void process(T item) {
		logger.info("{}", item);
	}

}
