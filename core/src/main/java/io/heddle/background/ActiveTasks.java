package io.heddle.background;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The active tasks by id. Ids grow by one and few tasks are active at a time, so that
 * almost every task finds the slot free that its id points to, and costs one
 * compare-and-set in and out; a task whose slot is held by a much older one goes into a
 * map. Thread-safe; no method blocks.
 */
final class ActiveTasks {

	private final AtomicReferenceArray<@Nullable Task<?>> slots;

	private final Map<Long, Task<?>> others = new ConcurrentHashMap<>();

	/** For about that many tasks at a time. */
	ActiveTasks(int places) {
		this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(2, places * 4 - 1)));
	}

	private int slotOf(long id) {
		return (int) id & (this.slots.length() - 1);
	}

	void add(Task<?> task) {
		if (!this.slots.compareAndSet(slotOf(task.getId()), null, task)) {
			this.others.put(task.getId(), task);
		}
	}

	/** Nobody else changes a slot that is taken. */
	void remove(Task<?> task) {
		int slot = slotOf(task.getId());
		if (this.slots.get(slot) == task) {
			this.slots.setRelease(slot, null);
		}
		else {
			this.others.remove(task.getId());
		}
	}

	@Nullable Task<?> get(long id) {
		Task<?> task = this.slots.get(slotOf(id));
		return (task != null && task.getId() == id) ? task : this.others.get(id);
	}

	/** How many there are. */
	int size() {
		int size = this.others.size();
		for (int i = 0; i < this.slots.length(); i++) {
			size += (this.slots.get(i) != null) ? 1 : 0;
		}
		return size;
	}

	/** All of them by id. */
	List<Task<?>> list() {
		List<Task<?>> tasks = new ArrayList<>(this.others.values());
		for (int i = 0; i < this.slots.length(); i++) {
			Task<?> task = this.slots.get(i);
			if (task != null) {
				tasks.add(task);
			}
		}
		tasks.sort(Comparator.comparingLong(Task::getId));
		return tasks;
	}

}
