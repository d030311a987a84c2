package io.heddle.benchmarks.stress;

import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import io.heddle.buffer.StoppedException;
import org.jspecify.annotations.Nullable;

/**
 * What the actors do with their ends of a buffer; nobody interrupts them. An item is its
 * own weight in a sum.
 */
final class Items {

	private Items() {
	}

	@SafeVarargs
	static <T> void put(Outlet<T> outlet, T... items) {
		try {
			for (T item : items) {
				outlet.put(item);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The item, or 0 if it was refused. */
	static int tryPut(Outlet<Integer> outlet, int item) {
		try {
			put(outlet, item);
			return item;
		}
		catch (StoppedException ex) {
			return 0;
		}
	}

	/** Takes an item without waiting for it. */
	static <T> @Nullable T poll(Inlet<T> inlet) {
		try {
			return inlet.take(0);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The item, or 0 if there is none. */
	static int take(Inlet<Integer> inlet) {
		Integer item = poll(inlet);
		return (item != null) ? item : 0;
	}

	/** Takes until the end, without ever waiting; the sum. */
	static int takeAll(Inlet<Integer> inlet) {
		int sum = 0;
		while (!inlet.isEnded()) {
			sum += take(inlet);
		}
		return sum;
	}

}
