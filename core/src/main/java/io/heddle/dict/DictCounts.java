package io.heddle.dict;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has come of a dict since it was built. Thread-safe.
 */
final class DictCounts {

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder readNanos = new LongAdder();

	/** Changed under the lock of the readers. */
	private final AtomicLong late = new AtomicLong();

	/** Changed under the lock of the readers. */
	private final AtomicLong lateNanos = new AtomicLong();

	private final LongAdder skipped = new LongAdder();

	private final LongAdder outdated = new LongAdder();

	private final LongAdder changes = new LongAdder();

	private final LongAdder writes = new LongAdder();

	void read(boolean success, long nanos) {
		(success ? this.succeeded : this.failed).increment();
		this.readNanos.add(nanos);
	}

	/** A refresh begins that late. Under the lock of the readers. */
	void late(long nanos) {
		this.late.lazySet(this.late.getPlain() + 1);
		this.lateNanos.lazySet(this.lateNanos.getPlain() + nanos);
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
		return this.late.get();
	}

	long lateNanos() {
		return this.lateNanos.get();
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
