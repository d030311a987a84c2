package io.heddle.thread;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.util.Assert;

/**
 * What is done in a thread, once, in the context of who has made this. Decorators are
 * user code: they may throw, or forget what they decorate.
 */
final class ContextBody implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ThreadSource.class);

	private final String what;

	private final Runnable body;

	private final Consumer<? super Throwable> refused;

	private final Runnable decorated;

	private final @Nullable Map<String, String> logging;

	private final AtomicBoolean begun = new AtomicBoolean();

	private volatile @Nullable Thread thread;

	/** What the work has thrown, whatever its decorators make of it. */
	private @Nullable Throwable thrown;

	ContextBody(String what, Runnable body, Consumer<? super Throwable> refused, ThreadContext context) {
		this.what = what;
		this.body = body;
		this.refused = refused;
		this.logging = context.logging() ? MDC.getCopyOfContextMap() : null;
		this.decorated = context.decorators().isEmpty() ? body : context.decorate(this::runHere);
	}

	@Override
	public void run() {
		ThreadLook.setLogging(this.logging);
		try {
			if (this.decorated == this.body) {
				this.body.run();
			}
			else {
				runDecorated();
			}
		}
		finally {
			ThreadLook.setLogging(null);
		}
	}

	private void runDecorated() {
		this.thread = Thread.currentThread();
		Throwable failure = null;
		try {
			this.decorated.run();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (this.begun.compareAndSet(false, true)) {
			this.refused.accept((failure != null) ? failure
					: new IllegalStateException("A decorator has not run %s".formatted(this.what)));
		}
		else if (this.thrown instanceof Error error) {
			throw error;
		}
		else if (this.thrown instanceof RuntimeException ex) {
			throw ex;
		}
		else if (failure != null) {
			log(failure);
		}
	}

	/** The work has been done, though a decorator, or the log, fails. */
	private void log(Throwable failure) {
		try {
			logger.error("A decorator of {} failed", this.what, failure);
		}
		catch (RuntimeException | Error ex) {
			failure.addSuppressed(ex);
		}
	}

	/** A decorator may run this once, in the thread, and no later. */
	private void runHere() {
		Assert.state(this.thread == Thread.currentThread() && this.begun.compareAndSet(false, true),
				() -> "A decorator runs %s again or elsewhere".formatted(this.what));
		try {
			this.body.run();
		}
		catch (RuntimeException | Error ex) {
			this.thrown = ex;
			throw ex;
		}
	}

}
