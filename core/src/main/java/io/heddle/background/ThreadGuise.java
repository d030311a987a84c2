package io.heddle.background;

import java.util.Map;
import java.util.function.Consumer;

import io.heddle.thread.ThreadLook;
import org.jspecify.annotations.Nullable;

/**
 * What a thread looks like when it runs no task, to be given back as it was. A thread of
 * a manager takes note of it once. On virtual threads no other task sees what one leaves
 * in a thread-local of its own.
 *
 * @param look the look of the thread, which is the current one
 * @param slot where it says which task it runs
 */
record ThreadGuise(ThreadLook look, CurrentTask.Slot slot) {

	/** The present look of the current thread. */
	static ThreadGuise ofCurrent(CurrentTask.Slot slot) {
		return new ThreadGuise(ThreadLook.ofCurrent(), slot);
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

	Thread thread() {
		return this.look.thread();
	}

	/** Puts on what a task needs. */
	void dress(Task<?> task, @Nullable String name, @Nullable Map<String, String> logging) {
		this.slot.task(task);
		if (logging != null || this.look.logging() != null) {
			ThreadLook.setLogging(logging);
		}
		if (name != null) {
			thread().setName(name);
		}
	}

	void restore() {
		this.slot.task(null);
		this.look.restore();
	}

}
