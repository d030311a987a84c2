package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.heddle.time.Ticker;

/**
 * How long one thread has waited in all. Written by that thread, read by any.
 */
final class WaitClock {

	private static final VarHandle TWICE;

	static {
		try {
			TWICE = MethodHandles.lookup().findVarHandle(WaitClock.class, "twice", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Ticker ticker;

	/**
	 * Twice the total; during a wait, twice the difference between the total and the
	 * present time, plus 1. One field, so that no reader sees half a change.
	 */
	private long twice;

	WaitClock(Ticker ticker) {
		this.ticker = ticker;
	}

	void begin() {
		TWICE.setOpaque(this, this.twice - 2 * this.ticker.nanos() + 1);
	}

	void end() {
		TWICE.setOpaque(this, this.twice + 2 * this.ticker.nanos() - 1);
	}

	long totalNanos() {
		long twice = (long) TWICE.getOpaque(this);
		return (isWait(twice) ? twice + 2 * this.ticker.nanos() : twice) >> 1;
	}

	boolean isWaiting() {
		return isWait((long) TWICE.getOpaque(this));
	}

	private static boolean isWait(long twice) {
		return (twice & 1) != 0;
	}

}
