package io.heddle.generator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * Where items wait, in order, for one who puts and any number of those who take. No
 * method waits.
 */
interface ItemQueue {

	/** False if there is no room at this moment; whoever takes an item makes some. */
	boolean offer(Object item);

	@Nullable Object poll();

	boolean isEmpty();

	static ItemQueue of(int prefetch) {
		return (prefetch == 0) ? new Unbounded(new ConcurrentLinkedQueue<>()) : new ItemRing(prefetch);
	}

	/**
	 * The one queue without a limit, by its user's word.
	 *
	 * @param items the items
	 */
	record Unbounded(Queue<Object> items) implements ItemQueue {

		@Override
		public boolean offer(Object item) {
			return this.items.add(item);
		}

		@Override
		public @Nullable Object poll() {
			return this.items.poll();
		}

		@Override
		public boolean isEmpty() {
			return this.items.isEmpty();
		}

	}

}
