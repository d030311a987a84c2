package io.heddle.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A bounded queue that any thread may put into and any thread may take from, without
 * waiting: for hand-offs whose producers come and go, where a {@link Buffer} wants an
 * outlet for each. Items leave in the order in which they were put.
 * <p>
 * Each slot has a number that says whose turn it is: position {@code p} may be filled
 * when the number is {@code p}, and emptied when it is {@code p + 1}. So producers touch
 * only the tail and the slot, and consumers only the head and the slot. After Dmitry
 * Vyukov's bounded MPMC queue.
 * <p>
 * Thread-safe; no method blocks. What was done before {@code offer} <i>happens-before</i>
 * the item is polled.
 *
 * @param <T> the items
 */
public final class SharedRing<T> extends SharedRingFields {

	private static final VarHandle TURN = MethodHandles.arrayElementVarHandle(long[].class);

	private static final VarHandle HEAD = handle(SharedRingHead.class, "head");

	private static final VarHandle TAIL = handle(SharedRingFields.class, "tail");

	long r00, r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14, r15;

	private final @Nullable Object[] items;

	private final long[] turns;

	private final int mask;

	/**
	 * Makes an empty ring.
	 * @param capacity how many items fit at least; rounded up to a power of two
	 */
	public SharedRing(int capacity) {
		Assert.isTrue(capacity >= 1 && capacity <= 1 << 29,
				() -> "'capacity' must be from 1 to %d but was %d".formatted(1 << 29, capacity));
		int size = Integer.highestOneBit(Math.max(2, capacity * 2 - 1));
		this.items = new @Nullable Object[size];
		this.turns = new long[size];
		this.mask = size - 1;
		for (int i = 0; i < size; i++) {
			this.turns[i] = i;
		}
		VarHandle.fullFence();
	}

	private static VarHandle handle(Class<?> type, String field) {
		try {
			return MethodHandles.lookup().findVarHandle(type, field, long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Adds an item; false if the ring is full. It counts as full, too, while a thread
	 * that polls has been suspended in the middle of it and holds the next slot.
	 */
	public boolean offer(T item) {
		long position = (long) TAIL.getOpaque(this);
		while (true) {
			int slot = (int) position & this.mask;
			long turn = (long) TURN.getAcquire(this.turns, slot);
			if (turn == position) {
				if (TAIL.weakCompareAndSet(this, position, position + 1)) {
					this.items[slot] = item;
					TURN.setRelease(this.turns, slot, position + 1);
					return true;
				}
			}
			else if (turn < position && position == (long) TAIL.getVolatile(this)) {
				return false;
			}
			position = (long) TAIL.getOpaque(this);
		}
	}

	/**
	 * Takes the next item, {@code null} if there is none, or none before that of a thread
	 * that has been suspended in the middle of its {@code offer}.
	 */
	@SuppressWarnings("unchecked") // only items come in
	public @Nullable T poll() {
		long position = (long) HEAD.getOpaque(this);
		while (true) {
			int slot = (int) position & this.mask;
			long turn = (long) TURN.getAcquire(this.turns, slot);
			if (turn == position + 1) {
				if (HEAD.weakCompareAndSet(this, position, position + 1)) {
					T item = (T) this.items[slot];
					this.items[slot] = null;
					TURN.setRelease(this.turns, slot, position + this.mask + 1);
					return item;
				}
			}
			else if (turn <= position && position == (long) HEAD.getVolatile(this)) {
				return null;
			}
			position = (long) HEAD.getOpaque(this);
		}
	}

	/** Whether there is an item to poll at this moment. */
	public boolean hasItem() {
		long position = (long) HEAD.getVolatile(this);
		return (long) TURN.getVolatile(this.turns, (int) position & this.mask) > position;
	}

	/** How many items there are, about. */
	public int size() {
		long head = (long) HEAD.getVolatile(this);
		return (int) Math.max(0, Math.min(this.mask + 1, (long) TAIL.getVolatile(this) - head));
	}

}

/**
 * The field that consumers write, on a line of its own.
 */
abstract class SharedRingHead extends Padding {

	long head;

}

abstract class SharedRingGap extends SharedRingHead {

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

}

/**
 * The field that producers write, on a line of its own.
 */
abstract class SharedRingFields extends SharedRingGap {

	long tail;

}
