package io.heddle.dict;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has come of a dict since it was built. Thread-safe.
 */
final class DictCounts {

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder readNanos = new LongAdder();

	private final LongAdder late = new LongAdder();

	private final LongAdder lateNanos = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private final LongAdder outdated = new LongAdder();

	private final LongAdder changes = new LongAdder();

	private final LongAdder writes = new LongAdder();

	void read(boolean success, long nanos) {
		(success ? this.succeeded : this.failed).increment();
		this.readNanos.add(nanos);
	}

	/** A refresh begins that late. */
	void late(long nanos) {
		this.late.increment();
		this.lateNanos.add(nanos);
	}

	void skipped(long more) {
		this.skipped.add(more);
	}

	/** The value of a refresh came too late to be stored. */
	void dropped() {
		this.outdated.increment();
	}

	void changed() {
		this.changes.increment();
	}

	void written() {
		this.writes.increment();
	}

	long succeeded() {
		return this.succeeded.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	long reads() {
		return succeeded() + failed();
	}

	long readNanos() {
		return this.readNanos.sum();
	}

	long refreshes() {
		return this.late.sum();
	}

	long lateNanos() {
		return this.lateNanos.sum();
	}

	long skipped() {
		return this.skipped.sum();
	}

	long outdated() {
		return this.outdated.sum();
	}

	long changes() {
		return this.changes.sum();
	}

	long writes() {
		return this.writes.sum();
	}

}
