package io.heddle.thread;

import java.util.function.Consumer;

import org.slf4j.LoggerFactory;

/**
 * Threads that have the context of who asks for them.
 */
final class ContextThreadSource implements ThreadSource {

	private final ThreadSource source;

	private final ThreadContext context;

	ContextThreadSource(ThreadSource source, ThreadContext context) {
		this.source = source;
		this.context = context;
	}

	@Override
	public ThreadMode mode() {
		return this.source.mode();
	}

	@Override
	public Thread newThread(String name, Runnable body) {
		return newThread(name, body, (failure) -> LoggerFactory.getLogger(ThreadSource.class)
			.error("Thread '{}' has done nothing", name, failure));
	}

	@Override
	public Thread newThread(String name, Runnable body, Consumer<? super Throwable> refused) {
		return this.source.newThread(name, this.context.carry("thread '%s'".formatted(name), body, refused));
	}

}
