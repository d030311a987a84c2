package io.heddle.background;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread looks like when it runs no task, to be given back as it was. A thread of
 * a manager takes note of it once. What a task leaves in a thread-local of its own is out
 * of reach; on virtual threads no other task sees it.
 *
 * @param thread the thread, which is the current one
 * @param name its name
 * @param priority its priority
 * @param classLoader its context class loader
 * @param logging its logging context
 * @param slot where it says which task it runs
 */
record ThreadGuise(Thread thread, String name, int priority, @Nullable ClassLoader classLoader,
		@Nullable Map<String, String> logging, CurrentTask.Slot slot) {

	/** The present look of the current thread. */
	static ThreadGuise ofCurrent(CurrentTask.Slot slot) {
		Thread thread = Thread.currentThread();
		return new ThreadGuise(thread, thread.getName(), thread.getPriority(), thread.getContextClassLoader(),
				MDC.getCopyOfContextMap(), slot);
	}

	/**
	 * Runs a task in a thread of somebody else, who gets his interrupt back, too. If that
	 * is a task that is cancelled meanwhile, it hears of it afterwards.
	 */
	@SuppressWarnings("Interruption")
	static void borrow(Consumer<ThreadGuise> work) {
		boolean interrupted = Thread.interrupted();
		Task<?> outer = CurrentTask.peek();
		boolean stuck = outer != null && outer.isStuck();
		CurrentTask.Slot slot = CurrentTask.open();
		try {
			work.accept(ofCurrent(slot));
		}
		finally {
			CurrentTask.close(slot);
			if (interrupted || (outer != null && !stuck && outer.isStuck())) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Puts on what a task needs. */
	void dress(Task<?> task, @Nullable String name, @Nullable Map<String, String> logging) {
		this.slot.task(task);
		if (logging != null || this.logging != null) {
			setLogging(logging);
		}
		if (name != null) {
			this.thread.setName(name);
		}
	}

	@SuppressWarnings({ "Interruption", "ThreadPriorityCheck" }) // as they were
	void restore() {
		this.slot.task(null);
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
	}

	private static void setLogging(@Nullable Map<String, String> context) {
		if (context == null || context.isEmpty()) {
			MDC.clear();
		}
		else {
			MDC.setContextMap(context);
		}
	}

}
