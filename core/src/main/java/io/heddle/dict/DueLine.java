package io.heddle.dict;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is due, first come first served. Each thing knows its index, so that it can leave
 * the line. Not thread-safe.
 *
 * @param <T> the things
 */
final class DueLine<T extends Timed> {

	private static final int FIRST_LENGTH = 16;

	private static final @Nullable Timed[] NOBODY = {};

	/** A longer one is thrown away when nobody stands in it, which takes no memory. */
	private static final int KEPT_LENGTH = 1024;

	/** A ring; its length is a power of two. Who has left the line leaves a hole. */
	private @Nullable Timed[] ring = NOBODY;

	/** The position of the first one; modulo the length it is its index. */
	private int head;

	/** The position after the last one. */
	private int tail;

	/** Without the holes. */
	private int size;

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

	/** To the end of the line. */
	void add(T item) {
		makeRoom(1);
		set(this.tail++, item);
		this.size++;
	}

	/** To its beginning. */
	void addFirst(T item) {
		makeRoom(1);
		set(--this.head, item);
		this.size++;
	}

	/** Takes the first one out, {@code null} if there is none. */
	@Nullable T poll() {
		while (this.size > 0) {
			T item = at(this.head++);
			if (item != null) {
				remove(item);
				return item;
			}
		}
		return null;
	}

	/** The first ones, so many at most, as they stand. */
	List<T> first(int count) {
		List<T> first = new ArrayList<>(count);
		for (int position = this.head; position != this.tail && first.size() < count; position++) {
			T item = at(position);
			if (item != null) {
				first.add(item);
			}
		}
		return first;
	}

	/** Takes one out that stands in it. */
	void remove(T item) {
		this.ring[item.index] = null;
		item.place = Timed.NOWHERE;
		this.size--;
		if (this.size == 0) {
			this.head = 0;
			this.tail = 0;
			if (this.ring.length > KEPT_LENGTH) {
				this.ring = NOBODY;
			}
		}
	}

	/** Makes room for so many more, who then need no memory. */
	void makeRoom(int more) {
		int length = this.ring.length;
		if (this.tail - this.head + more <= length) {
			return;
		}
		DueLine<T> longer = new DueLine<>();
		longer.ring = new Timed[Math.max(FIRST_LENGTH,
				2 * Integer.highestOneBit(this.size + Math.max(more, this.size) - 1))];
		for (int position = this.head; position != this.tail; position++) {
			T item = at(position);
			if (item != null) {
				longer.set(longer.tail++, item);
			}
		}
		this.ring = longer.ring;
		this.head = 0;
		this.tail = longer.tail;
	}

	private void set(int position, T item) {
		item.place = Timed.IN_LINE;
		item.index = position & (this.ring.length - 1);
		this.ring[item.index] = item;
	}

	@SuppressWarnings("unchecked") // nothing else is added
	private @Nullable T at(int position) {
		return (T) this.ring[position & (this.ring.length - 1)];
	}

}
