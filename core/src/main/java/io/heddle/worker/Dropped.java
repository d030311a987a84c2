package io.heddle.worker;

import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.activity.SafeLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of results that nobody has read in time: they are counted, the first one
 * is told, and errors among them are logged. Thread-safe.
 */
final class Dropped {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	private final Workshop<?> shop;

	private final AtomicBoolean told = new AtomicBoolean();

	Dropped(Workshop<?> shop) {
		this.shop = shop;
	}

	/** A result has given way, if it is one. */
	void note(@Nullable WorkerResult<?> result) {
		if (result == null) {
			return;
		}
		this.shop.counts().drop();
		if (this.told.compareAndSet(false, true)) {
			SafeLog.log(() -> logger.warn(
					"{} drops results that nobody reads: read them, or give it a larger resultCapacity",
					this.shop.spec().title()));
		}
		Throwable error = result.error();
		if (error != null) {
			this.shop.bench().unread(error);
		}
	}

}
