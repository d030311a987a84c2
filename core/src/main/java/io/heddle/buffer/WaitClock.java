package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.heddle.time.Ticker;

/**
 * How long one thread has waited in all. Written by that thread, read by any; a reader
 * may see a wait that begins or ends at this moment in or out.
 */
final class WaitClock {

	private static final VarHandle TOTAL;

	private static final VarHandle SINCE;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			TOTAL = lookup.findVarHandle(WaitClock.class, "total", long.class);
			SINCE = lookup.findVarHandle(WaitClock.class, "since", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Ticker ticker;

	private long total;

	/** When the present wait began, 0 when there is none. */
	private long since;

	WaitClock(Ticker ticker) {
		this.ticker = ticker;
	}

	void begin() {
		SINCE.setOpaque(this, this.ticker.nanos() | 1);
	}

	void end() {
		TOTAL.setOpaque(this, this.total + this.ticker.nanos() - this.since);
		SINCE.setOpaque(this, 0L);
	}

	long totalNanos() {
		long begun = (long) SINCE.getOpaque(this);
		long before = (long) TOTAL.getOpaque(this);
		return (begun == 0) ? before : before + this.ticker.nanos() - begun;
	}

	boolean isWaiting() {
		return (long) SINCE.getOpaque(this) != 0;
	}

}
