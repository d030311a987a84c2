package io.heddle.generator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * A ring that one thread fills. An empty slot holds {@code null}; an item is visible as
 * soon as it is stored, without a fence. Who takes one reads it, and owns it if the head
 * can be moved from where it was: only then the slot is emptied, so what was read is what
 * the position had. The producer fills no slot that is not empty.
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

	/** The head, on lines of its own. */
	private final AtomicLongArray head = new AtomicLongArray(2 * STRIDE);

	/** Two lines before what only the producer writes. */
	private final long[] tail = new long[2 * STRIDE];

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
		long position = this.tail[STRIDE];
		int slot = slot(position);
		if (SLOT.getAcquire(this.slots, slot) != null) {
			return false;
		}
		SLOT.setRelease(this.slots, slot, item);
		this.tail[STRIDE] = position + 1;
		return true;
	}

	@Override
	public @Nullable Object poll() {
		while (true) {
			long position = this.head.get(STRIDE);
			int slot = slot(position);
			Object item = SLOT.getAcquire(this.slots, slot);
			if (item != null && this.head.compareAndSet(STRIDE, position, position + 1)) {
				SLOT.setRelease(this.slots, slot, null);
				return item;
			}
			if (item == null && position == this.head.get(STRIDE)) {
				return null;
			}
		}
	}

	@Override
	public boolean isEmpty() {
		while (true) {
			long position = this.head.get(STRIDE);
			boolean empty = SLOT.getAcquire(this.slots, slot(position)) == null;
			if (position == this.head.get(STRIDE)) {
				return empty;
			}
		}
	}

}
