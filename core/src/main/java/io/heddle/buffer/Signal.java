package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a producer looks at with each item: whether it may go on, and whether somebody
 * sleeps. Rarely written, so that the line stays in every producer's cache.
 */
final class Signal extends SignalFields {

	private static final VarHandle SLEEPING;

	private static final VarHandle REFUSING;

	private static final VarHandle SLOW;

	private static final VarHandle STUCK;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			SLEEPING = lookup.findVarHandle(SignalFields.class, "sleeping", int.class);
			REFUSING = lookup.findVarHandle(SignalFields.class, "refusing", int.class);
			SLOW = lookup.findVarHandle(SignalFields.class, "slow", int.class);
			STUCK = lookup.findVarHandle(SignalFields.class, "stuck", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	/** How many consumers sleep; a producer may read an old value for a moment. */
	int sleeping() {
		return (int) SLEEPING.getOpaque(this);
	}

	/** Sets the number with a full fence after it. */
	void sleeping(int count) {
		SLEEPING.setVolatile(this, count);
		VarHandle.fullFence();
	}

	/** Whether items are refused; a producer may read an old value for a moment. */
	boolean isRefusing() {
		return (int) REFUSING.getOpaque(this) != 0;
	}

	/** Whether items are refused, for a producer that is about to wait. */
	boolean isRefusingNow() {
		return (int) REFUSING.getVolatile(this) != 0;
	}

	void refuse() {
		REFUSING.setVolatile(this, 1);
	}

	/** Whether consumers that are awake may stay away for long. */
	boolean isSlow() {
		return (int) SLOW.getOpaque(this) + (int) STUCK.getOpaque(this) != 0;
	}

	/** Notes whether consumers need long for a run; at first nobody knows. */
	void slow(boolean slow) {
		set(SLOW, slow);
	}

	/** Notes whether a consumer that seemed to be fast is stuck with an item. */
	void stuck(boolean stuck) {
		set(STUCK, stuck);
	}

	private void set(VarHandle hint, boolean value) {
		int next = value ? 1 : 0;
		if ((int) hint.getOpaque(this) != next) {
			hint.setOpaque(this, next);
		}
	}

}

/**
 * The fields that consumers write, on lines of their own.
 */
abstract class SignalFields extends Padding {

	int sleeping;

	int refusing;

	int slow = 1;

	int stuck;

}
