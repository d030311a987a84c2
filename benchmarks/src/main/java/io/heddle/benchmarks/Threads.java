package io.heddle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The threads of one run of an engine that has none of its own.
 */
final class Threads {

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	void start(String name, Body body) {
		Thread thread = new Thread(() -> {
			try {
				body.run();
			}
			catch (Throwable ex) {
				this.failure.compareAndSet(null, ex);
			}
		}, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	void join() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join();
		}
		Throwable cause = this.failure.get();
		if (cause != null) {
			throw new IllegalStateException("A thread has failed", cause);
		}
	}

	/** What a thread does. */
	@FunctionalInterface
	interface Body {

		void run() throws Exception;

	}

}
