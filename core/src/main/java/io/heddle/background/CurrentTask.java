package io.heddle.background;

import org.jspecify.annotations.Nullable;

/**
 * Which task a thread runs. A thread of a manager has its slot for life; any other thread
 * has one while it runs a task.
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

	static @Nullable Slot slot() {
		return SLOT.get();
	}

	/** Gives the current thread a slot. */
	static Slot open() {
		Slot slot = new Slot();
		SLOT.set(slot);
		return slot;
	}

	/** Takes the slot of the current thread away. */
	static void close() {
		SLOT.remove();
	}

	/** What a thread says of itself. */
	static final class Slot {

		private @Nullable Task<?> task;

		@Nullable Task<?> task() {
			return this.task;
		}

		void task(@Nullable Task<?> task) {
			this.task = task;
		}

	}

}
