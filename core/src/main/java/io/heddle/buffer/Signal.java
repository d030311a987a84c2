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

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			SLEEPING = lookup.findVarHandle(SignalFields.class, "sleeping", int.class);
			REFUSING = lookup.findVarHandle(SignalFields.class, "refusing", boolean.class);
			SLOW = lookup.findVarHandle(SignalFields.class, "slow", boolean.class);
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
	}

	/** Whether items are refused. */
	boolean isRefusing() {
		return (boolean) REFUSING.getOpaque(this);
	}

	void refuse() {
		REFUSING.setVolatile(this, true);
	}

	/** Whether consumers are known to stay away for long once they have a run. */
	boolean isSlow() {
		return (boolean) SLOW.getOpaque(this);
	}

	void slow(boolean slow) {
		if (isSlow() != slow) {
			SLOW.setOpaque(this, slow);
		}
	}

}

abstract class SignalFields extends Padding {

	int sleeping;

	boolean refusing;

	boolean slow = true;

}
