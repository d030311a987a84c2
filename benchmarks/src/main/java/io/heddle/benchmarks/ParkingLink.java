package io.heddle.benchmarks;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.SpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The queue of JCTools for the number of producers and consumers. Whoever has to wait
 * spins, then yields, then parks; a producer is not woken before half of the queue is
 * free.
 */
final class ParkingLink implements QueueEngine.Link {

	private static final int SPINS = 5;

	private static final int YIELDS = 15;

	private final MessagePassingQueue<Object> queue;

	private final int half;

	private final Parked takers = new Parked();

	private final Parked putters = new Parked();

	ParkingLink(int producers, int consumers, int capacity) {
		this.queue = newQueue(producers > 1, consumers > 1, capacity);
		this.half = capacity / 2;
	}

	private static MessagePassingQueue<Object> newQueue(boolean producers, boolean consumers, int capacity) {
		if (producers) {
			return consumers ? new MpmcArrayQueue<>(capacity) : new MpscArrayQueue<>(capacity);
		}
		return consumers ? new SpmcArrayQueue<>(capacity) : new SpscArrayQueue<>(capacity);
	}

	@Override
	public void put(Object item) {
		for (int round = 0; !this.queue.offer(item); round++) {
			this.putters.pause(round, this::isFull);
		}
		this.takers.wakeOne();
	}

	@Override
	public Object take() {
		Object item = this.queue.poll();
		for (int round = 0; item == null; round++) {
			this.takers.pause(round, this.queue::isEmpty);
			item = this.queue.poll();
		}
		if (this.putters.isAnybodyThere() && !isFull()) {
			this.putters.wakeOne();
		}
		return Objects.requireNonNull(item);
	}

	private boolean isFull() {
		return this.queue.size() > this.half;
	}

	/** Threads that wait at one end of the queue. */
	private static final class Parked {

		/** A missed signal costs no more than this. */
		private static final long PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

		private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

		private final AtomicInteger count = new AtomicInteger();

		boolean isAnybodyThere() {
			return this.count.getOpaque() != 0;
		}

		@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs
													// next
		void pause(int round, BooleanSupplier reason) {
			if (round < SPINS) {
				for (int i = 1 << round; i > 0; i--) {
					Thread.onSpinWait();
				}
			}
			else if (round < SPINS + YIELDS) {
				Thread.yield();
			}
			else {
				park(reason);
			}
		}

		private void park(BooleanSupplier reason) {
			Thread me = Thread.currentThread();
			this.threads.add(me);
			this.count.getAndIncrement();
			if (reason.getAsBoolean()) {
				LockSupport.parkNanos(this, PARK_NANOS);
			}
			if (this.threads.remove(me)) {
				this.count.getAndDecrement();
			}
		}

		void wakeOne() {
			if (isAnybodyThere()) {
				@Nullable Thread thread = this.threads.poll();
				if (thread != null) {
					this.count.getAndDecrement();
					LockSupport.unpark(thread);
				}
			}
		}

	}

}
