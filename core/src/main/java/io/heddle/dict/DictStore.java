package io.heddle.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The values, and a {@link Cell} for each key. Values stand in their map as they are, so
 * that to get one is to look it up.
 *
 * <h2>Who may change a value</h2>
 *
 * All that is about one key happens within {@code values.compute}, which the map
 * serialises for each key; nothing but code of this room runs there, and it looks up
 * cells, never the other way round.
 * <p>
 * Whoever <i>changes</i> a value first claims the key: the claim stands in a line of
 * {@link Turn turns}, and from when it is the first in line until it is committed or
 * released the value does not change. So a change can be decided, and handed to the
 * writer, without a lock, and is atomic nevertheless. A <i>refresh</i> does not stand in
 * line. It is dropped if there is a claim, and also if there was one since it began that
 * was committed, because each commit gives the cell another version. So a write wins over
 * a refresh that began before it, and nothing comes between a decision and its commit.
 * <p>
 * A key that is removed loses its cell, and a cell does not come back: a refresh that
 * still knows it is dropped.
 */
final class DictStore<K, V> {

	private final String name;

	private final Ticker ticker;

	private final ConcurrentHashMap<K, V> values = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<K, Cell<K>> cells = new ConcurrentHashMap<>();

	/** How many keys were removed, those that hash alike together. */
	private final AtomicIntegerArray removals = new AtomicIntegerArray(64);

	/** When something was stored last. */
	private final AtomicLong lastStoreNanos = new AtomicLong();

	private volatile boolean stored;

	DictStore(String name, Ticker ticker) {
		this.name = name;
		this.ticker = ticker;
	}

	ConcurrentHashMap<K, V> values() {
		return this.values;
	}

	@Nullable Cell<K> cell(K key) {
		return this.cells.get(key);
	}

	Collection<Cell<K>> cells() {
		return this.cells.values();
	}

	/** Puts what is there from the beginning. */
	void begin(Map<? extends K, ? extends V> initial) {
		initial.forEach((key, value) -> this.values.compute(key, (same, none) -> {
			stored(cellOf(key), this.ticker.nanos());
			return value;
		}));
	}

	/** The cell of a key that is to be refreshed. */
	Cell<K> polled(K key) {
		List<Cell<K>> found = new ArrayList<>(1);
		this.values.compute(key, (same, value) -> {
			found.add(poll(key));
			return value;
		});
		return found.get(0);
	}

	/** The same, {@code null} if the key has no value any more. */
	@Nullable Cell<K> polledIfPresent(K key) {
		List<Cell<K>> found = new ArrayList<>(1);
		this.values.computeIfPresent(key, (same, value) -> {
			found.add(poll(key));
			return value;
		});
		return found.isEmpty() ? null : found.get(0);
	}

	/** Within a computation. */
	private Cell<K> poll(K key) {
		Cell<K> cell = cellOf(key);
		cell.polled = true;
		return cell;
	}

	/** Within a computation. */
	private Cell<K> cellOf(K key) {
		Cell<K> cell = this.cells.get(key);
		if (cell == null) {
			cell = new Cell<>(key, this.ticker.nanos());
			this.cells.put(key, cell);
		}
		return cell;
	}

	private void stored(Cell<K> cell, long nowNanos) {
		cell.updatedNanos = nowNanos;
		cell.updated = true;
	}

	/**
	 * Waits until it is the turn of the current thread to change the value. <b>Blocks</b>
	 * while others do.
	 * @throws IllegalStateException if the thread does so already, or is interrupted
	 */
	Claim<K, V> claim(K key) {
		while (true) {
			Turn turn = new Turn();
			Cell<K> cell = standInLine(key, turn);
			if (!turn.await()) {
				giveUp(cell, turn);
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Dict '%s' was interrupted while another thread was writing key '%s'"
					.formatted(this.name, key));
			}
			if (!cell.isRemoved()) {
				return new Claim<>(cell, turn, this.values.get(key));
			}
			turn.leave();
			turn.end();
		}
	}

	private Cell<K> standInLine(K key, Turn turn) {
		List<Cell<K>> found = new ArrayList<>(1);
		this.values.compute(key, (same, value) -> {
			Cell<K> cell = cellOf(key);
			if (cell.turn == null || !cell.turn.isOwn()) {
				turn.standBehind(cell.turn);
				cell.turn = turn;
				found.add(cell);
			}
			return value;
		});
		if (found.isEmpty()) {
			throw new IllegalStateException(
					"Dict '%s' is asked to change key '%s' by the function or writer that is ".formatted(this.name, key)
							+ "changing it at this moment: return the value instead");
		}
		return found.get(0);
	}

	/** Whether the current thread is changing the value, or waits for its turn to. */
	boolean isOwn(K key) {
		List<Turn> found = new ArrayList<>(0);
		view(key, (cell, value) -> {
			if (cell.turn != null) {
				found.add(cell.turn);
			}
		});
		return !found.isEmpty() && found.get(0).isOwn();
	}

	/** Leaves the line without a change. */
	void release(Claim<K, V> claim) {
		giveUp(claim.cell(), claim.turn());
	}

	private void giveUp(Cell<K> cell, Turn turn) {
		change(cell, turn, (key, value) -> {
			leave(cell, turn);
			if (value == null && cell.turn == null && !cell.polled) {
				drop(cell);
			}
			return value;
		});
	}

	/** Ends a turn, even if the key's code or the memory fails. */
	private void change(Cell<K> cell, Turn turn, BiFunction<K, @Nullable V, @Nullable V> change) {
		try {
			this.values.compute(cell.key, change);
		}
		finally {
			turn.end();
		}
	}

	/** Within a computation. */
	private void leave(Cell<K> cell, Turn turn) {
		Turn last = turn.leave();
		if (cell.turn == turn) {
			cell.turn = last;
		}
	}

	private void drop(Cell<K> cell) {
		cell.remove();
		this.cells.remove(cell.key, cell);
	}

	/**
	 * Makes a change and leaves the line.
	 * @param stored the value; the key is removed if {@code null}
	 * @return the error that the cell had
	 */
	@Nullable Throwable commit(Claim<K, V> claim, @Nullable V stored) {
		Cell<K> cell = claim.cell();
		long now = this.ticker.nanos();
		List<Throwable> error = new ArrayList<>(0);
		change(cell, claim.turn(), (key, before) -> {
			leave(cell, claim.turn());
			if (cell.error != null) {
				error.add(cell.error);
			}
			cell.error = null;
			if (stored == null) {
				this.removals.incrementAndGet(removalsIndex(key));
				drop(cell);
			}
			else {
				cell.written();
				stored(cell, now);
			}
			return stored;
		});
		if (stored != null) {
			note(now);
		}
		return error.isEmpty() ? null : error.get(0);
	}

	private void note(long nowNanos) {
		this.lastStoreNanos.lazySet(nowNanos);
		if (!this.stored) {
			this.stored = true;
		}
	}

	/**
	 * Lets the outcome of a read in, unless it comes too late.
	 * @return false if the key is gone by it
	 */
	boolean refresh(Cell<K> cell, Refresh<K, V> refresh, long nowNanos) {
		this.values.compute(cell.key, refresh);
		if (refresh.accepted && refresh.value != null && refresh.error == null) {
			note(nowNanos);
		}
		return !refresh.accepted || refresh.value != null || cell.polled || !dropped(cell);
	}

	/** Drops the cell of a key that nobody needs. */
	private boolean dropped(Cell<K> cell) {
		List<Cell<K>> dropped = new ArrayList<>(0);
		this.values.compute(cell.key, (key, value) -> {
			if (value == null && cell.turn == null && !cell.polled && !cell.isRemoved()) {
				this.removals.incrementAndGet(removalsIndex(key));
				drop(cell);
				dropped.add(cell);
			}
			return value;
		});
		return !dropped.isEmpty();
	}

	/** Changes when the key is removed, and rarely when another one is. */
	int removals(K key) {
		return this.removals.get(removalsIndex(key));
	}

	private int removalsIndex(K key) {
		return Math.floorMod(key.hashCode(), this.removals.length());
	}

	/**
	 * Stores what was read for a key that was not there, unless it is there now or has
	 * been since those removals.
	 */
	boolean add(K key, V value, int removals) {
		long now = this.ticker.nanos();
		V present = this.values.compute(key, (same, before) -> {
			if (before != null || this.cells.containsKey(key) || removals(key) != removals) {
				return before;
			}
			stored(cellOf(key), now);
			return value;
		});
		boolean added = present == value;
		if (added) {
			note(now);
		}
		return added;
	}

	/** When something was stored last, {@code null} if nothing was. */
	@Nullable Long lastStoreNanos() {
		return this.stored ? this.lastStoreNanos.get() : null;
	}

	/** A key with its value, its age and the rest, all of one moment. */
	Reading<V> reading(K key) {
		List<Reading<V>> found = new ArrayList<>(1);
		view(key, (cell, value) -> found.add(reading(cell, value)));
		return found.isEmpty() ? new Reading<>(null, null, null, null, null) : found.get(0);
	}

	private void view(K key, BiConsumer<Cell<K>, @Nullable V> viewer) {
		this.values.compute(key, (same, value) -> {
			Cell<K> cell = this.cells.get(key);
			if (cell != null) {
				viewer.accept(cell, value);
			}
			return value;
		});
	}

	private Reading<V> reading(Cell<K> cell, @Nullable V value) {
		Duration period = cell.polled ? Duration.ofNanos(cell.periodNanos) : null;
		if (!cell.updated) {
			return new Reading<>(value, null, null, period, cell.error);
		}
		Duration age = Duration.ofNanos(Math.max(0, this.ticker.nanos() - cell.updatedNanos));
		return new Reading<>(value, this.ticker.now().minus(age), age, period, cell.error);
	}

	/**
	 * The turn to change a value.
	 *
	 * @param cell of the key
	 * @param turn its turn
	 * @param before the value, {@code null} if there is none
	 */
	record Claim<K, V>(Cell<K> cell, Turn turn, @Nullable V before) {

	}

}
