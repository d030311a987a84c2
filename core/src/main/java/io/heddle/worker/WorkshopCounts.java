package io.heddle.worker;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has come of a worker since it was built. Thread-safe.
 */
final class WorkshopCounts {

	private final LongAdder done = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	void ended(boolean success, long nanos) {
		(success ? this.done : this.failed).increment();
		this.nanos.add(nanos);
	}

	/** A job was not accepted. */
	void reject() {
		this.rejected.increment();
	}

	/** A result gave way to a later one before it was read. */
	void drop() {
		this.dropped.increment();
	}

	long done() {
		return this.done.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	long ended() {
		return done() + failed();
	}

	long nanos() {
		return this.nanos.sum();
	}

	long rejected() {
		return this.rejected.sum();
	}

	long dropped() {
		return this.dropped.sum();
	}

}
