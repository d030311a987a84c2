package io.heddle.buffer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A bounded hand-off from any number of producers to any number of consumers, both of
 * which may change in number at any time.
 * <p>
 * <b>Emits</b> each item to one consumer; in order for each producer while there is one
 * consumer. <b>Blocks</b> {@code put} while the buffer is full and {@code take} while it
 * is empty. <b>Ends</b> after {@link #close()} once every producer has closed and every
 * item is taken. <b>Fails</b> never by itself; {@link #abort()} ends it at once.
 *
 * <h2>How it works</h2>
 *
 * Handing an item from one core to another costs about 70 ns of cache traffic if it is
 * done singly, and less than 5 ns if whole cache lines travel; waking a thread costs as
 * much as 500 items. So everything that is shared is touched once per <i>run</i> of
 * items, and nothing is shared that need not be:
 * <ul>
 * <li><b>Lanes.</b> Each producer has a ring of its own ({@link Lane}), so producers
 * never contend. An item is visible as soon as it is put (a release store into its slot,
 * no fence); an empty slot holds {@code null}. Beyond {@link #MAX_EXCLUSIVE_LANES}
 * producers, or when there are fewer than {@value #SLOTS_PER_LANE} slots for each, the
 * further ones share one lane.
 * <li><b>Runs.</b> A consumer claims what is there, at most {@link Pace#MAX_RUN} items
 * ({@link Pace#MAX_SHARED_RUN} when there are several consumers), under the try-lock of
 * the lane: one compare-and-set for a run. The length of a run adapts to its duration
 * ({@link Pace}), so that slow items are claimed singly. What a consumer has claimed
 * waits for it: an item that is slow all of a sudden hides the rest of its run.
 * <li><b>Credits.</b> The capacity is a pool of credits ({@link Credits}). A producer
 * takes some in advance, one for each item it will put; a consumer gives them back as it
 * takes the items. So the bound is exact whatever the number of lanes, and stays so while
 * producers come and go. The advance is at most 1/8 of the capacity for a producer that
 * is alone and 1/32 else, and the consumers together hold back 1/8 at most of what they
 * have taken: even with all lanes idle and hoarding, and all consumers stuck, more than a
 * quarter of the credits comes back, which is what a waiting producer waits for.
 * <li><b>Signals.</b> Consumers that find nothing spin briefly, yield, and then sleep
 * ({@link Sleepers}). A producer looks at the number of sleepers with each item, without
 * a fence. So it may, for the time that its store needs to leave the core, miss a
 * consumer that falls asleep at that moment. The sleeper repairs that: it looks again
 * after it has enlisted, and its first sleep is a millisecond long.
 * <li><b>Few wake-ups.</b> A producer wakes nobody while somebody is awake who will be
 * back within microseconds, as far as one can know. If it does not come back, a sleeper
 * that watches finds the item within milliseconds and tells the producers.
 * </ul>
 *
 * <h2>Who writes what</h2> <pre>
 * field                  written by            guard
 * Lane slot              producer, then consumer   null ⇄ item; credit; lane lock
 * Lane.head              consumer              lane lock
 * Lane.tail              producer              its own; handed over under the buffer's lock
 * Credits.free           both                  atomic
 * Signal.sleeping        both                  lock of Sleepers
 * Signal.slow, stuck     consumers             none: hints
 * Buffer.lanes, outlets  both                  lock; copy on write
 * Consumers              consumers             its lock
 * Buffer.state           any                   lock
 * </pre> Lock order: no code holds two of these locks at once, except that {@link #lock}
 * may be held when the lock of the sleepers is taken. No lock is held while a thread
 * waits for items or places.
 *
 * @param <T> the items
 */
public final class Buffer<T> {

	static final int MAX_EXCLUSIVE_LANES = 15;

	static final int SLOTS_PER_LANE = 8;

	/** Rings of larger buffers are too large to have one for each producer. */
	private static final int MAX_CAPACITY_OF_MANY_LANES = 1 << 18;

	private final int capacity;

	private final Ticker ticker;

	private final WaitStrategy waits;

	private final Signal signal = new Signal();

	private final Credits credits;

	private final Sleepers sleepers;

	/** Guards the registration of producers, and changes of the state. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile BufferState state = BufferState.OPEN;

	private volatile Lane[] lanes = new Lane[0];

	private volatile RingOutlet<?>[] outlets = new RingOutlet<?>[0];

	private final ArrayDeque<Lane> unusedLanes = new ArrayDeque<>();

	private @Nullable Lane sharedLane;

	private final Consumers consumers = new Consumers();

	/**
	 * Makes an empty buffer.
	 * @param capacity how many items may wait in it: accepted and not yet taken. Where
	 * items are taken fast, places become free in groups of up to 32.
	 */
	public Buffer(int capacity, Ticker ticker) {
		this(capacity, ticker, WaitStrategy.SPIN_YIELD_PARK);
	}

	Buffer(int capacity, Ticker ticker, WaitStrategy waits) {
		Assert.isTrue(capacity >= 1, () -> "'capacity' must be at least 1 but was %d".formatted(capacity));
		this.capacity = capacity;
		this.ticker = ticker;
		this.waits = waits;
		this.credits = new Credits(capacity, this.signal, waits);
		this.sleepers = new Sleepers(this.signal, waits);
	}

	static StoppedException refused() {
		return new StoppedException("The buffer takes no more items");
	}

	/** Adds a producer. Its outlet refuses all items if the buffer is closed. */
	public Outlet<T> outlet() {
		this.lock.lock();
		try {
			if (this.state != BufferState.OPEN) {
				RingOutlet<T> refused = new RingOutlet<>(this, new Lane(1), false);
				refused.refuse();
				return refused;
			}
			RingOutlet<T> outlet = newOutlet();
			RingOutlet<?>[] more = Arrays.copyOf(this.outlets, this.outlets.length + 1);
			more[more.length - 1] = outlet;
			this.outlets = more;
			return outlet;
		}
		finally {
			this.lock.unlock();
		}
	}

	private RingOutlet<T> newOutlet() {
		Lane unused = this.unusedLanes.poll();
		if (unused != null) {
			return new RingOutlet<>(this, unused, false);
		}
		int exclusive = this.lanes.length - ((this.sharedLane != null) ? 1 : 0);
		if (exclusive < exclusiveLanes()) {
			return new RingOutlet<>(this, newLane(), false);
		}
		if (this.sharedLane == null) {
			this.sharedLane = newLane();
		}
		return new RingOutlet<>(this, this.sharedLane, true);
	}

	private int exclusiveLanes() {
		if (this.capacity > MAX_CAPACITY_OF_MANY_LANES) {
			return 1;
		}
		return Math.min(MAX_EXCLUSIVE_LANES, Math.max(1, this.capacity / SLOTS_PER_LANE));
	}

	private Lane newLane() {
		Lane lane = new Lane(this.capacity);
		Lane[] more = Arrays.copyOf(this.lanes, this.lanes.length + 1);
		more[more.length - 1] = lane;
		this.lanes = more;
		return lane;
	}

	/** Takes a producer out, and its lane back unless it is shared. */
	void remove(RingOutlet<?> outlet, @Nullable Lane unused) {
		this.lock.lock();
		try {
			if (unused != null) {
				this.unusedLanes.push(unused);
			}
			this.outlets = Arrays.stream(this.outlets)
				.filter((candidate) -> candidate != outlet)
				.toArray(RingOutlet<?>[]::new);
			closeIfLast();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Adds a consumer. */
	public Inlet<T> inlet() {
		this.consumers.join();
		return new RingInlet<>(this);
	}

	/**
	 * Takes no new producers from now on, and ends when those that are there have closed
	 * and every item is taken. Idempotent.
	 */
	public void close() {
		this.lock.lock();
		try {
			become(BufferState.CLOSING);
			closeIfLast();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void closeIfLast() {
		if (this.outlets.length == 0 && this.state == BufferState.CLOSING && become(BufferState.CLOSED)) {
			this.sleepers.wakeAll();
		}
	}

	/**
	 * Refuses items from now on although producers are there, also those that wait, and
	 * ends when every item is taken. An item that is put at this very moment may be
	 * accepted still and left behind; {@link #removeRemaining()} finds it once
	 * {@code put} has returned.
	 */
	public void seal() {
		this.signal.refuse();
		become(BufferState.CLOSED);
		wakeEverybody();
	}

	/**
	 * Ends at once: nothing is accepted any more, and nothing is taken but what a
	 * consumer has claimed already.
	 */
	public void abort() {
		this.signal.refuse();
		become(BufferState.ABORTED);
		wakeEverybody();
	}

	private void wakeEverybody() {
		this.credits.wakeAll();
		this.sleepers.wakeAll();
	}

	private boolean become(BufferState next) {
		this.lock.lock();
		try {
			boolean legal = this.state.canBecome(next);
			if (legal) {
				this.state = next;
			}
			return legal;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes out what is left, after all consumers have gone and when no more is accepted.
	 * Waits only while a {@code put} that has begun stores its item.
	 */
	public List<T> removeRemaining() {
		List<T> items = new ArrayList<>();
		RingInlet<T> last = new RingInlet<>(this);
		this.consumers.join();
		for (int round = 0; !isDrained(); round++) {
			if (last.poll()) {
				items.addAll(last.removeRun());
			}
			else {
				this.waits.pause(round);
			}
		}
		last.abandon();
		return items;
	}

	/** How many items wait, about; includes those that a consumer has claimed. */
	public int size() {
		int size = this.capacity - this.credits.free();
		for (RingOutlet<?> outlet : this.outlets) {
			size -= outlet.unusedCredits();
		}
		return Math.max(0, Math.min(this.capacity, size));
	}

	public int capacity() {
		return this.capacity;
	}

	Ticker ticker() {
		return this.ticker;
	}

	WaitStrategy waits() {
		return this.waits;
	}

	Signal signal() {
		return this.signal;
	}

	Credits credits() {
		return this.credits;
	}

	Sleepers sleepers() {
		return this.sleepers;
	}

	Lane[] lanes() {
		return this.lanes;
	}

	Consumers consumers() {
		return this.consumers;
	}

	/** How many credits a producer may take in advance. */
	int advance() {
		return Math.max(1, this.capacity / ((this.outlets.length <= 1) ? 8 : 32));
	}

	/** How many items a consumer may take until it gives credits back. */
	int creditGroup() {
		return Math.max(1, Math.min(32, this.capacity / Math.max(32, 8 * this.consumers.count())));
	}

	boolean isAborted() {
		return this.state == BufferState.ABORTED;
	}

	/** Whether no item will come any more; those that are there may still be taken. */
	boolean isClosed() {
		return this.state.compareTo(BufferState.CLOSED) >= 0;
	}

	/** Whether nothing is left to claim, once it is closed. */
	boolean isDrained() {
		if (this.consumers.hasReturned()) {
			return false;
		}
		for (Lane lane : this.lanes) {
			if (!lane.isEmpty()) {
				return false;
			}
		}
		return true;
	}

	/** Whether a consumer that looks now would find something to claim. */
	boolean hasItem() {
		if (this.consumers.hasReturned()) {
			return true;
		}
		for (Lane lane : this.lanes) {
			if (lane.hasItem()) {
				return true;
			}
		}
		return false;
	}

}
