package io.heddle.generator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.buffer.StoppedException;
import org.jspecify.annotations.Nullable;

/**
 * The items between one producer, which is ahead by an exact number, and any number of
 * consumers.
 * <p>
 * An item counts as consumed when its consumer is given it, not when it left the queue:
 * so that {@code hasNext()}, which has to take one to know, lets the producer go no
 * further. The producer may put while fewer than {@code prefetch} items are accepted and
 * not consumed; and one more for a consumer that waits at an empty queue, because the
 * items of another one, which looked and never asked, would stop it for ever.
 *
 * <h2>Why nobody sleeps for ever</h2>
 *
 * Each side says that it waits and then looks once more, under {@link #lock}; the other
 * side first acts and then looks whether somebody waits. Between these two steps it has
 * no fence, which would cost more than all else. So for the time that a store needs to
 * leave the core it may miss one that falls asleep at that moment. Therefore the first
 * sleep is {@value #REPAIR_NANOS} ns long: after it the sleeper looks again, sees what
 * was done before, and has long been seen by whoever acts from then on. The sleeps that
 * follow have no time-out.
 *
 * <h2>Who writes what</h2> <pre>
 * field           written by          guard
 * queue           all                 its own
 * accepted        producer            release; read by any
 * limit           producer            its own
 * consumed        consumers           atomic
 * consumersWait   consumers           atomic; under the lock
 * producerWaits   producer            volatile; under the lock
 * end             producer, closers   the lock
 * </pre> No user code runs under the lock.
 */
final class HandOff {

	/** Two cache lines. */
	private static final int STRIDE = 16;

	private static final int ACCEPTED = STRIDE;

	private static final int CONSUMED = 2 * STRIDE;

	private static final long REPAIR_NANOS = 1_000_000;

	private final ItemQueue queue;

	private final long prefetch;

	private final WaitTime producerTime;

	private final WaitTime consumerTime;

	private final AtomicLongArray counts = new AtomicLongArray(3 * STRIDE);

	/** How many items may have been accepted, as far as the producer knows. */
	private long limit;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private final Condition item = this.lock.newCondition();

	private final AtomicInteger consumersWait = new AtomicInteger();

	private volatile boolean producerWaits;

	private volatile End end = End.OPEN;

	/**
	 * Makes an empty one.
	 * @param prefetch 0 for no limit
	 */
	HandOff(int prefetch, WaitTime producerTime, WaitTime consumerTime) {
		this.queue = ItemQueue.of(prefetch);
		this.prefetch = (prefetch == 0) ? Long.MAX_VALUE / 2 : prefetch;
		this.limit = this.prefetch;
		this.producerTime = producerTime;
		this.consumerTime = consumerTime;
	}

	/**
	 * Adds an item, in the thread of the producer. <b>Blocks</b> while there is no room.
	 * @throws StoppedException if it is closed
	 */
	void put(Object item) throws InterruptedException {
		if (!tryPut(item)) {
			awaitRoom(item);
		}
		if (this.consumersWait.getOpaque() > 0) {
			signal(this.item);
		}
	}

	private boolean tryPut(Object item) {
		if (this.end != End.OPEN) {
			throw new StoppedException("The generator was closed");
		}
		long accepted = accepted();
		if (accepted >= this.limit && !look(accepted)) {
			return false;
		}
		if (!this.queue.offer(item)) {
			return false;
		}
		this.counts.lazySet(ACCEPTED, accepted + 1);
		return true;
	}

	/**
	 * Looks how many have been consumed: is there room? Who has emptied the queue has
	 * said before that it waits no more, so the queue is looked at first.
	 */
	private boolean look(long accepted) {
		this.limit = consumed() + this.prefetch;
		return accepted < this.limit || (this.queue.isEmpty() && this.consumersWait.get() > 0);
	}

	private void awaitRoom(Object item) throws InterruptedException {
		this.producerTime.begin();
		try {
			for (int round = 0; round < Patience.ROUNDS; round++) {
				Patience.pause(round);
				if (isWorthwhile() && tryPut(item)) {
					return;
				}
			}
			park(item);
		}
		finally {
			this.producerTime.end();
		}
	}

	/** To go on for one item only would mean to wait again at once. */
	private boolean isWorthwhile() {
		return this.end != End.OPEN || accepted() - consumed() <= this.prefetch - this.prefetch / 4;
	}

	private void park(Object item) throws InterruptedException {
		this.lock.lockInterruptibly();
		this.producerWaits = true;
		try {
			for (boolean first = true; !tryPut(item); first = false) {
				sleep(this.room, first);
			}
		}
		finally {
			this.producerWaits = false;
			this.lock.unlock();
		}
	}

	/**
	 * Takes the next item, {@code null} if there will be none any more. <b>Blocks</b>
	 * while there is none.
	 */
	@Nullable Object take() throws InterruptedException {
		Object taken = tryTake();
		return (taken != null) ? taken : awaitItem();
	}

	private @Nullable Object tryTake() {
		return (this.end == End.CLOSED) ? null : this.queue.poll();
	}

	private @Nullable Object awaitItem() throws InterruptedException {
		if (this.end != End.OPEN) {
			return tryTake();
		}
		this.consumerTime.begin();
		try {
			for (int round = 0; round < Patience.ROUNDS; round++) {
				Patience.pause(round);
				Object taken = tryTake();
				if (taken != null) {
					return taken;
				}
			}
			return parkForItem();
		}
		finally {
			this.consumerTime.end();
		}
	}

	private @Nullable Object parkForItem() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			for (boolean first = true;; first = false) {
				awaitNext(first);
				boolean last = this.end != End.OPEN;
				Object taken = tryTake();
				if (taken != null || last) {
					return taken;
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A consumer waits no more when it takes: else the producer would put one more for it
	 * into the queue that it has just emptied.
	 */
	private void awaitNext(boolean first) throws InterruptedException {
		this.consumersWait.getAndIncrement();
		try {
			this.room.signal();
			if (this.end == End.OPEN && this.queue.isEmpty()) {
				sleep(this.item, first);
			}
		}
		finally {
			this.consumersWait.getAndDecrement();
		}
	}

	@SuppressWarnings("WaitNotInLoop") // callers have the loop
	private static void sleep(Condition condition, boolean first) throws InterruptedException {
		if (first) {
			condition.awaitNanos(REPAIR_NANOS);
		}
		else {
			condition.await();
		}
	}

	/** A consumer is given an item that it has taken. */
	void consume() {
		this.counts.getAndIncrement(CONSUMED);
		if (this.producerWaits) {
			signal(this.room);
		}
	}

	/** A consumer keeps an item that it was not asked for, and lets nobody else wait. */
	void keep() {
		if (this.producerWaits && this.consumersWait.get() > 0) {
			signal(this.room);
		}
	}

	private void signal(Condition condition) {
		this.lock.lock();
		try {
			condition.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** No item comes any more; those that wait may be taken. */
	void end() {
		end(End.ENDED);
	}

	/** Drops what waits and refuses what comes. Idempotent. */
	void close() {
		end(End.CLOSED);
		clear();
	}

	/** Drops what waits once it is closed. */
	void clear() {
		boolean more = this.end == End.CLOSED;
		while (more) {
			more = this.queue.poll() != null;
		}
	}

	private void end(End next) {
		this.lock.lock();
		try {
			if (next.compareTo(this.end) > 0) {
				this.end = next;
			}
			this.room.signalAll();
			this.item.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether no item comes any more, and each was given to a consumer. Of the producer
	 * that ends and the consumer of the last item one sees it.
	 */
	boolean isConsumed() {
		return this.end != End.OPEN && consumed() == accepted();
	}

	/** Whether no item will be taken any more. */
	boolean isDrained() {
		return this.end != End.OPEN && this.queue.isEmpty();
	}

	long accepted() {
		return this.counts.get(ACCEPTED);
	}

	long consumed() {
		return this.counts.get(CONSUMED);
	}

	boolean isProducerWaiting() {
		return this.producerWaits;
	}

	/**
	 * What becomes of a hand-off; it goes only forward.
	 */
	private enum End {

		OPEN, ENDED, CLOSED

	}

}
