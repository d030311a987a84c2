package io.heddle.dict;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rest that each reader takes after a read. Readers are all alike, so it is enough to
 * know when those that do not read have finished. The lock of the readers guards it.
 */
final class Rests {

	/** When they have finished, the first one first; those that have rested are out. */
	private final Deque<Long> finished = new ArrayDeque<>();

	private int readers = 1;

	private int reading;

	private long restNanos;

	void readers(int readers) {
		this.readers = readers;
		while (this.finished.size() > readers) {
			this.finished.remove();
		}
	}

	void rest(long nanos) {
		this.restNanos = nanos;
		if (nanos == 0) {
			this.finished.clear();
		}
	}

	int reading() {
		return this.reading;
	}

	/** Whether a reader has rested. */
	boolean isOver(long nowNanos) {
		return isAnyFresh() || this.finished.element() + this.restNanos - nowNanos <= 0;
	}

	/** When the first one will have rested, or a time that has passed. */
	long overNanos(long nowNanos) {
		return isAnyFresh() ? nowNanos : this.finished.element() + this.restNanos;
	}

	private boolean isAnyFresh() {
		return this.finished.isEmpty() || this.finished.size() + this.reading < this.readers;
	}

	/** One that has rested reads. */
	void begin() {
		if (!isAnyFresh()) {
			this.finished.remove();
		}
		this.reading++;
	}

	/** One has finished. */
	void end(long nowNanos) {
		if (this.restNanos > 0) {
			this.finished.add(nowNanos);
		}
		this.reading--;
	}

}
