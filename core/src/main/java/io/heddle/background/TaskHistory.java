package io.heddle.background;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The last tasks that were closed. Thread-safe; no method blocks. A task that is noted
 * while another one is may be listed before or after it.
 */
final class TaskHistory {

	private final AtomicReferenceArray<@Nullable Task<?>> tasks;

	private final AtomicLong count = new AtomicLong();

	TaskHistory(int size) {
		this.tasks = new AtomicReferenceArray<>(size);
	}

	void add(Task<?> task) {
		if (this.tasks.length() > 0) {
			this.tasks.set((int) (this.count.getAndIncrement() % this.tasks.length()), task);
		}
	}

	/** The tasks, latest first. */
	List<Task<?>> list() {
		List<Task<?>> list = new ArrayList<>();
		long newest = this.count.get() - 1;
		for (long i = newest; i >= 0 && i > newest - this.tasks.length(); i--) {
			Task<?> task = this.tasks.get((int) (i % this.tasks.length()));
			if (task != null) {
				list.add(task);
			}
		}
		return list;
	}

}
