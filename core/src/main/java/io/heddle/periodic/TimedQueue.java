package io.heddle.periodic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Values that are each to be seen for a while. {@link #pop()} gives the oldest one again
 * and again until its time has passed; the call that finds it passed gives it once more
 * and removes it. So each value is given at least once, and the last one stays.
 * <p>
 * Its capacity is bounded, because values that nobody pops stay.
 * <p>
 * Thread-safe; no method waits.
 *
 * @param <T> the values
 */
public final class TimedQueue<T> {

	/** How long a value is kept if nothing else is said. */
	public static final Duration DEFAULT_KEEP = Duration.ofSeconds(15);

	/** How long the value of {@link #of} is kept. */
	public static final Duration INITIAL_KEEP = Duration.ofSeconds(1);

	/** How many values fit if nothing else is said. */
	public static final int DEFAULT_CAPACITY = 10_000;

	private final int capacity;

	private final Ticker ticker;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final List<Kept<T>> values = new ArrayList<>();

	/** An empty queue for 10,000 values. */
	public TimedQueue() {
		this(DEFAULT_CAPACITY, Ticker.system());
	}

	/**
	 * An empty queue.
	 * @param capacity how many values fit
	 */
	public TimedQueue(int capacity, Ticker ticker) {
		Assert.isTrue(capacity >= 1, () -> "'capacity' must be 1 or more but was %d".formatted(capacity));
		this.capacity = capacity;
		this.ticker = ticker;
	}

	/** A queue with one value, which is kept for a second. */
	public static <T> TimedQueue<T> of(T value) {
		TimedQueue<T> queue = new TimedQueue<>();
		queue.append(value, INITIAL_KEEP);
		return queue;
	}

	/**
	 * Appends a value that is kept for 15 seconds.
	 * @throws IllegalStateException if the queue is full
	 */
	public void append(T value) {
		append(value, DEFAULT_KEEP);
	}

	/**
	 * Appends a value.
	 * @param keep how long it is kept from now on
	 * @throws IllegalStateException if the queue is full
	 */
	public void append(T value, Duration keep) {
		Kept<T> kept = new Kept<>(value, Deadline.after(keep, this.ticker));
		boolean fits = locked(() -> this.values.size() < this.capacity && this.values.add(kept));
		Assert.state(fits,
				() -> "The queue is full with %d values: pop them, keep them for a shorter time, or give it more capacity"
					.formatted(this.capacity));
	}

	/** The oldest value, {@code null} if there is none. */
	public @Nullable T pop() {
		return pop(0);
	}

	/** The value at a position, the oldest at 0; {@code null} if there is none. */
	public @Nullable T pop(int index) {
		return locked(() -> {
			if (index < 0 || index >= this.values.size()) {
				return null;
			}
			Kept<T> kept = this.values.get(index);
			if (kept.until().hasPassed() && this.values.size() > 1) {
				this.values.remove(index);
			}
			return kept.value();
		});
	}

	/** The position of the oldest one that equals the value, -1 if none does. */
	public int index(Object value) {
		List<Kept<T>> present = locked(() -> List.copyOf(this.values));
		for (int i = 0; i < present.size(); i++) {
			if (present.get(i).value().equals(value)) {
				return i;
			}
		}
		return -1;
	}

	public boolean contains(Object value) {
		return index(value) >= 0;
	}

	public int size() {
		return locked(this.values::size);
	}

	private <R extends @Nullable Object> R locked(Supplier<R> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Kept<T>(T value, Deadline until) {

	}

}
