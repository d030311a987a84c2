package io.heddle.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A blocking queue of the JDK.
 */
final class BlockingLink implements QueueEngine.Link {

	private final BlockingQueue<Object> queue;

	private BlockingLink(BlockingQueue<Object> queue) {
		this.queue = queue;
	}

	static BlockingLink arrayBlockingQueue(int capacity) {
		return new BlockingLink(new ArrayBlockingQueue<>(capacity));
	}

	@Override
	public void put(Object item) throws InterruptedException {
		this.queue.put(item);
	}

	@Override
	public Object take() throws InterruptedException {
		return this.queue.take();
	}

}
