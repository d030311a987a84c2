package io.heddle.thread;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread that works for many looks like when it works for nobody, to be given back
 * as it was. What somebody leaves in a thread-local of his own is out of reach.
 *
 * @param thread the thread, which is the current one
 * @param name its name
 * @param priority its priority
 * @param classLoader its context class loader
 * @param logging its logging context
 */
public record ThreadLook(Thread thread, String name, int priority, @Nullable ClassLoader classLoader,
		@Nullable Map<String, String> logging) {

	/** The present look of the current thread. */
	public static ThreadLook ofCurrent() {
		Thread thread = Thread.currentThread();
		return new ThreadLook(thread, thread.getName(), thread.getPriority(), thread.getContextClassLoader(),
				MDC.getCopyOfContextMap());
	}

	/** Gives the thread its look back, and clears an interrupt that is left. */
	@SuppressWarnings({ "Interruption", "ThreadPriorityCheck" }) // as they were
	public void restore() {
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
		if (!Objects.equals(this.logging, MDC.getCopyOfContextMap())) {
			setLogging(this.logging);
		}
	}

	/** Gives the current thread a logging context; none if {@code null}. */
	public static void setLogging(@Nullable Map<String, String> context) {
		if (context == null || context.isEmpty()) {
			MDC.clear();
		}
		else {
			MDC.setContextMap(context);
		}
	}

}
