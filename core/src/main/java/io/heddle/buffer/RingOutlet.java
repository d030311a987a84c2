package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A producer's end: on a lane of its own it works on its own copy of the tail; on the
 * shared lane it takes a credit and a position for each item.
 */
final class RingOutlet<T> extends RingOutletFields implements Outlet<T> {

	private static final VarHandle TAIL;

	private static final VarHandle LIMIT;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			TAIL = lookup.findVarHandle(RingOutletFields.class, "tail", long.class);
			LIMIT = lookup.findVarHandle(RingOutletFields.class, "limit", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	private final Buffer<T> buffer;

	private final Lane lane;

	private final boolean shared;

	private final Signal signal;

	private final WaitClock clock;

	private boolean closed;

	RingOutlet(Buffer<T> buffer, Lane lane, boolean shared) {
		this.buffer = buffer;
		this.lane = lane;
		this.shared = shared;
		this.signal = buffer.signal();
		this.clock = new WaitClock(buffer.ticker());
		this.tail = shared ? 0 : lane.exclusiveTail();
		this.limit = this.tail;
	}

	@Override
	public void put(T item) throws InterruptedException {
		Signal signal = this.signal;
		if (signal.isRefusing()) {
			throw Buffer.refused();
		}
		long position = this.tail;
		if (position == this.limit) {
			takeCredits();
		}
		if (this.shared) {
			this.lane.storeShared(item);
		}
		else {
			this.lane.store(position, item);
		}
		TAIL.setOpaque(this, position + 1);
		if (signal.sleeping() != 0) {
			wakeIfNeeded();
		}
	}

	private void takeCredits() throws InterruptedException {
		if (this.closed) {
			throw Buffer.refused();
		}
		int advance = this.shared ? 1 : this.buffer.advance();
		Credits credits = this.buffer.credits();
		int count = credits.tryTake(advance);
		if (count == 0) {
			wakeIfAllSleep();
			count = credits.take(advance, this.clock);
		}
		LIMIT.setOpaque(this, this.limit + count);
	}

	/** Before this producer waits: repairs a signal that was missed. */
	private void wakeIfAllSleep() {
		if (this.signal.sleeping() >= this.buffer.consumers().count()) {
			this.buffer.sleepers().wakeOne();
		}
	}

	/**
	 * Somebody sleeps; whoever is awake will be back in no time, unless items are slow.
	 */
	private void wakeIfNeeded() {
		Sleepers sleepers = this.buffer.sleepers();
		if (this.signal.sleeping() >= this.buffer.consumers().count()
				|| (this.signal.isSlow() && sleepers.nobodySpins())) {
			sleepers.wakeOne();
		}
	}

	void refuse() {
		this.closed = true;
	}

	/** Credits that this producer holds and has not used; any thread may ask. */
	int unusedCredits() {
		return (int) Math.max(0, (long) LIMIT.getOpaque(this) - (long) TAIL.getOpaque(this));
	}

	@Override
	public long waitedNanos() {
		return this.clock.totalNanos();
	}

	@Override
	public boolean isWaiting() {
		return this.clock.isWaiting();
	}

	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.buffer.credits().give((int) (this.limit - this.tail));
		LIMIT.setOpaque(this, this.tail);
		if (!this.shared) {
			this.lane.exclusiveTail(this.tail);
		}
		this.buffer.remove(this, this.shared ? null : this.lane);
	}

}

/**
 * The fields that the producer writes, on lines of their own.
 */
abstract class RingOutletFields extends Padding {

	/** Where the next item goes; on the shared lane, how many were put. */
	long tail;

	/** Up to where there are credits. */
	long limit;

}
