package io.heddle.background;

import org.jspecify.annotations.Nullable;

/**
 * Which task a thread runs. A thread of a manager has its slot for life; a thread that
 * runs one that it has submitted itself has a further one meanwhile.
 */
final class CurrentTask {

	private static final ThreadLocal<@Nullable Slot> SLOT = new ThreadLocal<>();

	private CurrentTask() {
	}

	static ThreadWrapper<?> get() {
		Task<?> task = peek();
		if (task == null) {
			throw new IllegalStateException("Thread '%s' runs no background task: ask for it inside one"
				.formatted(Thread.currentThread().getName()));
		}
		return task;
	}

	static @Nullable Task<?> peek() {
		Slot slot = slot();
		return (slot != null) ? slot.task() : null;
	}

	/** Whether the current thread runs a task of that manager, perhaps around others. */
	static boolean isOf(DefaultThreadManager manager) {
		for (Slot slot = slot(); slot != null; slot = slot.outer) {
			if (slot.task != null && slot.task.manager() == manager) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Slot slot() {
		return SLOT.get();
	}

	/** Gives the current thread a slot, inside the one that it has. */
	static Slot open() {
		Slot slot = new Slot(slot());
		SLOT.set(slot);
		return slot;
	}

	/** Gives the current thread back what it had before a slot was opened. */
	static void close(Slot slot) {
		if (slot.outer != null) {
			SLOT.set(slot.outer);
		}
		else {
			SLOT.remove();
		}
	}

	/** What a thread says of itself. */
	static final class Slot {

		private final @Nullable Slot outer;

		private @Nullable Task<?> task;

		private Slot(@Nullable Slot outer) {
			this.outer = outer;
		}

		@Nullable Task<?> task() {
			return this.task;
		}

		void task(@Nullable Task<?> task) {
			this.task = task;
		}

	}

}
