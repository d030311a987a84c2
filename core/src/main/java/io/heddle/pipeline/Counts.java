package io.heddle.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one thread of a stage has counted. Written by that thread with opaque stores,
 * which cost nothing and still become visible soon; read by any thread.
 */
final class Counts extends CountsFields {

	private static final VarHandle IN = handle("in");

	private static final VarHandle PASSED = handle("passed");

	private static final VarHandle OUT = handle("out");

	private static final VarHandle FILTERED = handle("filtered");

	private static final VarHandle FAILED = handle("failed");

	private static final VarHandle RETRIED = handle("retried");

	private static final VarHandle DEAD_LETTERED = handle("deadLettered");

	private static final VarHandle ABANDONED = handle("abandoned");

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	private static VarHandle handle(String field) {
		try {
			return MethodHandles.lookup().findVarHandle(CountsFields.class, field, long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	void in() {
		IN.setOpaque(this, this.in + 1);
	}

	void passed(long more) {
		PASSED.setOpaque(this, this.passed + more);
	}

	void out() {
		OUT.setOpaque(this, this.out + 1);
	}

	/** What {@link #out()} has counted; only for the thread that counts. */
	long emitted() {
		return this.out;
	}

	void filtered() {
		FILTERED.setOpaque(this, this.filtered + 1);
	}

	void failed() {
		FAILED.setOpaque(this, this.failed + 1);
	}

	void retried() {
		RETRIED.setOpaque(this, this.retried + 1);
	}

	void deadLettered() {
		DEAD_LETTERED.setOpaque(this, this.deadLettered + 1);
	}

	void abandoned(long more) {
		ABANDONED.setOpaque(this, this.abandoned + more);
	}

	/** Outcomes are read before the inputs, so that no more have ended than came. */
	StageSnapshot.Items toItems() {
		long passed = (long) PASSED.getAcquire(this);
		long filtered = (long) FILTERED.getAcquire(this);
		long failed = (long) FAILED.getAcquire(this);
		long deadLettered = (long) DEAD_LETTERED.getAcquire(this);
		long abandoned = (long) ABANDONED.getAcquire(this);
		return new StageSnapshot.Items((long) IN.getOpaque(this), passed, (long) OUT.getOpaque(this), filtered, failed,
				(long) RETRIED.getOpaque(this), deadLettered, abandoned);
	}

}

/**
 * 128 bytes that nobody uses before the counts, and as many after them in the subclass,
 * so that they share no cache line with another thread's.
 */
abstract class CountsPadding {

	long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

}

abstract class CountsFields extends CountsPadding {

	long in;

	long passed;

	long out;

	long filtered;

	long failed;

	long retried;

	long deadLettered;

	long abandoned;

}
