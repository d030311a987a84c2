package io.heddle.dict;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FailureLog;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.SafeLog;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of failures: they are logged, fatal ones reported, and kept with their
 * keys. The first {@value #OWN} keys that fail at the same time keep what was thrown;
 * further ones keep what another key has thrown that is of the same class, so that a
 * million keys do not keep a million stack traces.
 * <p>
 * Thread-safe; never throws.
 */
final class DictErrors {

	/** How many keys keep an error of their own. */
	static final int OWN = 1000;

	/** Of so many classes an error is kept for others. */
	private static final int CLASSES = 100;

	private static final Logger logger = LoggerFactory.getLogger(ThreadDict.class);

	private final String dict;

	private volatile FatalErrorHandler fatalErrors;

	private final FailureLog log;

	private final AtomicInteger own = new AtomicInteger();

	private final Map<Class<?>, Throwable> shared = new ConcurrentHashMap<>();

	private final AtomicInteger logged = new AtomicInteger();

	DictErrors(String name, FatalErrorHandler fatalErrors, Ticker ticker) {
		this.dict = "Dict '%s'".formatted(name);
		this.fatalErrors = fatalErrors;
		this.log = new FailureLog(logger, ticker);
	}

	void fatalErrors(FatalErrorHandler handler) {
		this.fatalErrors = handler;
	}

	/** A refresh has failed. */
	void read(Object key, Throwable failure) {
		report("A read", key, failure);
	}

	/** A listener has failed. */
	void listener(Object key, Throwable failure) {
		report("A listener", key, failure);
	}

	private void report(String what, Object key, Throwable failure) {
		boolean full = this.logged.get() < FailureLog.FULL && this.logged.incrementAndGet() <= FailureLog.FULL;
		SafeLog.log(() -> this.log
			.log(full ? "%s of key '%s' in %s".formatted(what, key, this.dict) : what + " in " + this.dict, failure));
		fatal(failure);
	}

	/** Something of the user has failed, and the caller is told. */
	void fatal(Throwable failure) {
		this.fatalErrors.handleIfFatal(failure, this.dict);
	}

	/** What is to be kept of an error. */
	Throwable keep(Throwable error) {
		Throwable same = this.shared.get(error.getClass());
		if (same == error) {
			return error;
		}
		if (this.own.get() < OWN) {
			this.own.incrementAndGet();
			return error;
		}
		if (same == null && this.shared.size() < CLASSES) {
			same = this.shared.putIfAbsent(error.getClass(), error);
		}
		else if (same == null) {
			same = this.shared.values().iterator().next();
		}
		return (same != null) ? same : error;
	}

	/** An error is not kept any more. */
	void forget(@Nullable Throwable error) {
		if (error != null && this.shared.get(error.getClass()) != error) {
			this.own.decrementAndGet();
		}
	}

}
