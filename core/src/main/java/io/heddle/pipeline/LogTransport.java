package io.heddle.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each item at info level and hands it on. Thread-safe.
 *
 * @param <T> the items
 */
public final class LogTransport<T> implements Transport<T, T> {

	private static final Logger logger = LoggerFactory.getLogger(LogTransport.class);

	@Override
	public T transport(T item) {
		logger.info("{}", item);
		return item;
	}

}
