package io.heddle.thread;

import java.util.function.Consumer;

/**
 * Makes threads. A thread comes named, as a daemon and not yet started.
 * <p>
 * Thread-safe; no method blocks.
 */
public interface ThreadSource {

	ThreadMode mode();

	/**
	 * A new daemon thread of this source's mode, not started. A platform thread inherits
	 * no thread-locals.
	 */
	Thread newThread(String name, Runnable body);

	/**
	 * The same.
	 * @param refused is told in the thread what has kept it from its body, which happens
	 * only to a source with decorators
	 */
	default Thread newThread(String name, Runnable body, Consumer<? super Throwable> refused) {
		return newThread(name, body);
	}

	/**
	 * The source of threads of that mode.
	 * @throws IllegalArgumentException if the running JDK has no virtual threads and they
	 * are asked for
	 */
	static ThreadSource of(ThreadMode mode) {
		return (mode == ThreadMode.VIRTUAL) ? VirtualThreadSource.create() : PlatformThreadSource.INSTANCE;
	}

	/** Whether the running JDK has virtual threads (Java 21 or newer). */
	static boolean isSupported(ThreadMode mode) {
		return mode == ThreadMode.PLATFORM || Runtime.version().feature() >= 21;
	}

	/**
	 * A new platform thread that keeps the JVM alive until its body has ended, not
	 * started.
	 */
	static Thread newKeeper(String name, Runnable body) {
		Thread thread = new Thread(null, body, name, 0, false);
		thread.setDaemon(false);
		return thread;
	}

}
