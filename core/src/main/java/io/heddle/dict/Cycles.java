package io.heddle.dict;

/**
 * Counts cycles: in each, every polled key was read at least once. A cycle begins with
 * its first read and ends with the read of the last key that was missing. The lock of the
 * readers guards what changes it; the numbers may be read anywhere.
 */
final class Cycles {

	/** The present one, 1 or 2 in turns; 0 is none. */
	private byte present = 1;

	/** Keys that are polled. */
	private volatile int keys;

	/** Keys that were not read in the present cycle. */
	private int missing;

	private boolean begun;

	private volatile long startNanos;

	private volatile long count;

	private volatile long totalNanos;

	@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
	void add() {
		this.keys++;
		this.missing++;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
	void remove(Cell<?> cell, long nowNanos) {
		this.keys--;
		if (cell.cycle != this.present) {
			this.missing--;
			endIfComplete(nowNanos);
		}
	}

	void begin(long nowNanos) {
		if (!this.begun) {
			this.begun = true;
			this.startNanos = nowNanos;
		}
	}

	void read(Cell<?> cell, long nowNanos) {
		if (cell.cycle != this.present) {
			cell.cycle = this.present;
			this.missing--;
			endIfComplete(nowNanos);
		}
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
	private void endIfComplete(long nowNanos) {
		if (this.missing > 0 || !this.begun) {
			return;
		}
		if (this.keys > 0) {
			this.totalNanos += nowNanos - this.startNanos;
			this.count++;
		}
		this.begun = false;
		this.missing = this.keys;
		this.present = (byte) (3 - this.present);
	}

	int keys() {
		return this.keys;
	}

	long count() {
		return this.count;
	}

	/** The mean duration of a cycle, 0 before the first has ended. */
	long averageNanos() {
		long count = this.count;
		return (count > 0) ? this.totalNanos / count : 0;
	}

	/** When the present or last one began. */
	long startNanos() {
		return this.startNanos;
	}

	/** Whether one has ever begun. */
	boolean hasBegun() {
		return this.begun || this.count > 0;
	}

}
