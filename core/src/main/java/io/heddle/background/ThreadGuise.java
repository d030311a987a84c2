package io.heddle.background;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread looks like, to give it back as it was after a task. What a task leaves in
 * a thread-local of its own is out of reach; on virtual threads no other task sees it.
 *
 * @param thread the thread, which is the current one
 * @param name its name
 * @param priority its priority
 * @param classLoader its context class loader
 * @param logging its logging context
 * @param interrupted whether it was interrupted
 */
record ThreadGuise(Thread thread, String name, int priority, @Nullable ClassLoader classLoader,
		@Nullable Map<String, String> logging, boolean interrupted) {

	/** The present look of the current thread, which loses its interrupt. */
	static ThreadGuise ofCurrent() {
		Thread thread = Thread.currentThread();
		return new ThreadGuise(thread, thread.getName(), thread.getPriority(), thread.getContextClassLoader(),
				MDC.getCopyOfContextMap(), Thread.interrupted());
	}

	@SuppressWarnings({ "Interruption", "ThreadPriorityCheck" }) // both as they were
																	// before
	void restore() {
		Thread.interrupted();
		if (!this.thread.getName().equals(this.name)) {
			this.thread.setName(this.name);
		}
		if (this.thread.getPriority() != this.priority) {
			this.thread.setPriority(this.priority);
		}
		if (this.thread.getContextClassLoader() != this.classLoader) {
			this.thread.setContextClassLoader(this.classLoader);
		}
		setLogging(this.logging);
		if (this.interrupted) {
			this.thread.interrupt();
		}
	}

	static void setLogging(@Nullable Map<String, String> context) {
		if (context == null || context.isEmpty()) {
			MDC.clear();
		}
		else {
			MDC.setContextMap(context);
		}
	}

}
