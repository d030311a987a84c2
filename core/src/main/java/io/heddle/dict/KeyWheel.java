package io.heddle.dict;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Things by the millisecond at which they are due, in such a way that one is added,
 * removed or found to be due in a time that does not depend on how many there are.
 * <p>
 * A hierarchical timing wheel (Varghese and Lauck 1987, scheme 7): a time is a number of
 * milliseconds since an origin, written in digits of nine bits. A thing stands on the
 * level of the highest digit in which its time differs from the present, in the bucket of
 * that digit. So on each level only buckets after the present one are in use, and the
 * first bucket of the lowest level that is in use is the next one to be looked at. There
 * the present moves to, and what was in it is due, if the level is the lowest, or else
 * moves down. When nothing comes to an end nobody has to look.
 * <p>
 * A bucket is an array that grows and is thrown away when its time has come, and each
 * thing knows its bucket and its index there. That takes 4 bytes for each thing, and
 * about as many for what is not in use.
 * <p>
 * Not thread-safe.
 *
 * @param <T> the things
 */
final class KeyWheel<T extends Timed> {

	static final long TICK_NANOS = 1_000_000;

	private static final int BITS = 9;

	private static final int BUCKETS = 1 << BITS;

	/** Enough for all differences of nanoseconds that a long can be. */
	private static final int LEVELS = 5;

	private final long originNanos;

	private final @Nullable Level[] levels = new Level[LEVELS];

	/** The present, in milliseconds since the origin. */
	private long now;

	private int size;

	KeyWheel(long originNanos) {
		this.originNanos = originNanos;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

	/** When something may be due: not later than the first thing is. */
	long firstNanos() {
		int number = lowest();
		return this.originNanos + start(number, level(number).first()) * TICK_NANOS;
	}

	/**
	 * Adds a thing.
	 * @return false if it is due now, or there is no memory for it to wait here, and it
	 * has not been added
	 */
	boolean add(T item) {
		long tick = Math.floorDiv(item.dueNanos - this.originNanos + TICK_NANOS - 1, TICK_NANOS);
		if (tick <= this.now) {
			return false;
		}
		int number = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ this.now)) / BITS;
		int bucket = (int) (tick >>> (number * BITS)) & (BUCKETS - 1);
		try {
			level(number).add(item, bucket);
		}
		catch (OutOfMemoryError ex) {
			return false;
		}
		item.place = (short) (number * BUCKETS + bucket);
		this.size++;
		return true;
	}

	/** Removes a thing that is here. */
	void remove(T item) {
		level(item.place / BUCKETS).remove(item, item.place % BUCKETS);
		item.place = Timed.NOWHERE;
		this.size--;
	}

	/**
	 * Moves the present on, and has what is due by then stand in line, the earliest
	 * first.
	 */
	void advance(long nowNanos, DueLine<T> due) {
		long tick = Math.floorDiv(nowNanos - this.originNanos, TICK_NANOS);
		while (this.size > 0) {
			int number = lowest();
			int bucket = level(number).first();
			long start = start(number, bucket);
			if (start > tick) {
				break;
			}
			this.now = start;
			empty(number, bucket, due);
		}
		this.now = Math.max(this.now, tick);
	}

	@SuppressWarnings("unchecked") // nothing else is added
	private void empty(int number, int bucket, DueLine<T> due) {
		Level level = level(number);
		int count = level.sizes[bucket];
		due.makeRoom(count);
		@Nullable Timed[] items = level.take(bucket);
		this.size -= count;
		for (int i = 0; i < count; i++) {
			T item = (T) items[i];
			if (item != null && (number == 0 || !add(item))) {
				due.add(item);
			}
		}
	}

	private int lowest() {
		int number = 0;
		while (level(number).size == 0) {
			number++;
		}
		return number;
	}

	/** When a bucket begins. */
	private long start(int number, int bucket) {
		int shift = number * BITS;
		return (this.now >>> shift >>> BITS << BITS | bucket) << shift;
	}

	private Level level(int number) {
		Level level = this.levels[number];
		if (level == null) {
			level = new Level();
			this.levels[number] = level;
		}
		return level;
	}

	/** The buckets for one digit. */
	private static final class Level {

		private static final int FIRST_LENGTH = 4;

		private final @Nullable Timed[] @Nullable [] buckets = new Timed[BUCKETS][];

		private final int[] sizes = new int[BUCKETS];

		/** A bit for each bucket that is not empty. */
		private final long[] used = new long[BUCKETS / Long.SIZE];

		private int size;

		/** The first bucket that is not empty. */
		int first() {
			int word = 0;
			while (this.used[word] == 0) {
				word++;
			}
			return word * Long.SIZE + Long.numberOfTrailingZeros(this.used[word]);
		}

		void add(Timed item, int bucket) {
			@Nullable Timed[] items = this.buckets[bucket];
			int count = this.sizes[bucket];
			if (items == null) {
				items = new Timed[FIRST_LENGTH];
				this.buckets[bucket] = items;
				this.used[bucket / Long.SIZE] |= 1L << bucket;
			}
			else if (count == items.length) {
				items = Arrays.copyOf(items, count + (count >> 1));
				this.buckets[bucket] = items;
			}
			items[count] = item;
			item.index = count;
			this.sizes[bucket] = count + 1;
			this.size++;
		}

		@SuppressWarnings("NullAway") // below its size a bucket has no nulls
		void remove(Timed item, int bucket) {
			@Nullable Timed[] items = this.buckets[bucket];
			int last = this.sizes[bucket] - 1;
			Timed moved = items[last];
			items[item.index] = moved;
			moved.index = item.index;
			items[last] = null;
			this.sizes[bucket] = last;
			this.size--;
			if (last == 0) {
				clear(bucket);
			}
		}

		/** Empties a bucket and gives what was in it. */
		@SuppressWarnings("NullAway") // it is not empty
		@Nullable Timed[] take(int bucket) {
			@Nullable Timed[] items = this.buckets[bucket];
			this.size -= this.sizes[bucket];
			this.sizes[bucket] = 0;
			clear(bucket);
			return items;
		}

		private void clear(int bucket) {
			this.buckets[bucket] = null;
			this.used[bucket / Long.SIZE] &= ~(1L << bucket);
		}

	}

}
