package io.heddle.generator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.buffer.SharedRing;
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

	static ItemQueue bounded(int capacity) {
		return new Bounded(new SharedRing<>(capacity));
	}

	static ItemQueue unbounded() {
		return new Unbounded(new ConcurrentLinkedQueue<>());
	}

	/**
	 * A queue with a limit.
	 *
	 * @param items the items
	 */
	record Bounded(SharedRing<Object> items) implements ItemQueue {

		@Override
		public boolean offer(Object item) {
			return this.items.offer(item);
		}

		@Override
		public @Nullable Object poll() {
			return this.items.poll();
		}

		@Override
		public boolean isEmpty() {
			return !this.items.hasItem();
		}

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
