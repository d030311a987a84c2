package io.heddle.generator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * A ring that one thread fills. An empty slot holds {@code null}; an item is visible as
 * soon as the tail is behind it, without a fence. Who takes one reads it, and owns it if
 * the head can be moved from where it was: only then the slot is emptied, so what was
 * read is what the position had. The producer fills no slot that is not empty.
 * <p>
 * Whoever has moved the head and not yet emptied the slot may be overtaken by all others,
 * all around the ring. Therefore it is the tail that says whether there is an item, and
 * not what is in the slot. Consumers keep what they know of the tail, so that they look
 * at the line of the producer once for many items.
 */
final class ItemRing implements ItemQueue {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	/** Two cache lines. */
	private static final int STRIDE = 16;

	/**
	 * Slots that are not used, so that the others have their cache lines for themselves.
	 */
	private static final int MARGIN = 32;

	private final @Nullable Object[] slots;

	private final int mask;

	/** Where what consumers know of the tail stands, beside the head. */
	private static final int KNOWN = STRIDE + 1;

	/** The head, on lines of its own. */
	private final AtomicLongArray head = new AtomicLongArray(2 * STRIDE);

	/** Two lines before what only the producer writes. */
	private final AtomicLongArray tail = new AtomicLongArray(2 * STRIDE);

	ItemRing(int capacity) {
		int size = Integer.highestOneBit(Math.max(2, capacity * 2 - 1));
		this.slots = new @Nullable Object[size + 2 * MARGIN];
		this.mask = size - 1;
	}

	private int slot(long position) {
		return ((int) position & this.mask) + MARGIN;
	}

	@Override
	public boolean offer(Object item) {
		long position = this.tail.getPlain(STRIDE);
		int slot = slot(position);
		if (SLOT.getAcquire(this.slots, slot) != null) {
			return false;
		}
		SLOT.setRelease(this.slots, slot, item);
		this.tail.setRelease(STRIDE, position + 1);
		return true;
	}

	@Override
	public @Nullable Object poll() {
		while (true) {
			long position = this.head.get(STRIDE);
			if (hasItem(position)) {
				int slot = slot(position);
				Object item = SLOT.getAcquire(this.slots, slot);
				if (this.head.compareAndSet(STRIDE, position, position + 1)) {
					SLOT.setRelease(this.slots, slot, null);
					return item;
				}
			}
			else if (position == this.head.get(STRIDE)) {
				return null;
			}
		}
	}

	/** Whether the producer has been at a position. */
	private boolean hasItem(long position) {
		if (position < this.head.getAcquire(KNOWN)) {
			return true;
		}
		long present = this.tail.getAcquire(STRIDE);
		if (position < present) {
			this.head.setRelease(KNOWN, present);
			return true;
		}
		return false;
	}

	@Override
	public boolean isEmpty() {
		while (true) {
			long position = this.head.get(STRIDE);
			boolean empty = !hasItem(position);
			if (position == this.head.get(STRIDE)) {
				return empty;
			}
		}
	}

}
