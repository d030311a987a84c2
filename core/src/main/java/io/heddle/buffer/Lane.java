package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A ring that one producer fills, or, as a shared lane, several; any consumer claims runs
 * from it. See {@link Buffer} for the protocol.
 */
final class Lane extends LaneTail {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private static final VarHandle HEAD;

	private static final VarHandle LOCK;

	private static final VarHandle TAIL;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			HEAD = lookup.findVarHandle(LaneHead.class, "head", long.class);
			LOCK = lookup.findVarHandle(LaneHead.class, "lock", int.class);
			TAIL = lookup.findVarHandle(LaneTail.class, "tail", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	long r00, r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14, r15;

	private final @Nullable Object[] ring;

	Lane(int capacity) {
		int size = Integer.highestOneBit(Math.max(2, capacity * 2 - 1));
		this.ring = new @Nullable Object[size];
	}

	/** The one producer's next position; guarded by the buffer's registration lock. */
	long exclusiveTail() {
		return this.tail;
	}

	void exclusiveTail(long tail) {
		this.tail = tail;
	}

	/** Stores an item; the caller holds a credit for it and the position is its own. */
	void store(long position, Object item) {
		@Nullable Object[] ring = this.ring;
		SLOT.setRelease(ring, (int) position & (ring.length - 1), item);
	}

	/** Stores an item at the next position of a shared lane. */
	void storeShared(Object item) {
		store((long) TAIL.getAndAdd(this, 1L), item);
	}

	/** Whether a claim would find an item now, were nobody else to claim. */
	boolean hasItem() {
		long head = (long) HEAD.getAcquire(this);
		return SLOT.getAcquire(this.ring, (int) head & (this.ring.length - 1)) != null;
	}

	/**
	 * Whether all items are claimed; unlike {@link #hasItem()} never true while another
	 * consumer is about to claim, nor while a producer of a shared lane has a position
	 * and has not stored its item yet. While a producer has the lane for itself its tail
	 * is not known here, and what is said of the other consumer does not hold.
	 */
	boolean isEmpty() {
		long head = (long) HEAD.getAcquire(this);
		return head >= (long) TAIL.getVolatile(this)
				&& SLOT.getAcquire(this.ring, (int) head & (this.ring.length - 1)) == null;
	}

	/**
	 * Moves up to {@code max} items, in order, to the beginning of {@code run}. Never
	 * waits: when another consumer claims at this moment it claims nothing.
	 * @return how many
	 */
	int tryClaim(@Nullable Object[] run, int max) {
		if (!hasItem() || (int) LOCK.getOpaque(this) != 0 || !LOCK.compareAndSet(this, 0, 1)) {
			return 0;
		}
		@Nullable Object[] ring = this.ring;
		long head = this.head;
		int count = 0;
		while (count < max) {
			int slot = (int) (head + count) & (ring.length - 1);
			Object item = SLOT.getAcquire(ring, slot);
			if (item == null) {
				break;
			}
			run[count++] = item;
			ring[slot] = null;
		}
		HEAD.setRelease(this, head + count);
		LOCK.setRelease(this, 0);
		return count;
	}

}

/**
 * The fields that consumers write, on lines of their own.
 */
abstract class LaneHead extends Padding {

	long head;

	int lock;

	int unused;

}

abstract class LaneGap extends LaneHead {

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

}

/**
 * The field that producers write, on a line of its own.
 */
abstract class LaneTail extends LaneGap {

	/**
	 * Where the next item goes. The one producer of an exclusive lane works on a copy in
	 * its outlet and leaves the value here for its successor.
	 */
	long tail;

}
