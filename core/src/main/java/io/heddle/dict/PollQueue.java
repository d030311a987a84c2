package io.heddle.dict;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.periodic.DueQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which key is to be read next, and when. Keys wait in a {@link KeyWheel} until they are
 * due, and then in a {@link DueLine}. After a read a key is due again one period after it
 * was due before, so that there is no drift. If that has passed already it is skipped,
 * together with all that have passed, so there is never a burst.
 * <p>
 * While it is closed it says that it is empty; everything keeps its place. What needs
 * memory comes before what cannot be undone, so that without memory no key is lost. The
 * lock of the readers guards it.
 */
final class PollQueue<K> implements DueQueue<Cell<K>> {

	/** After which a key without a period is due again. */
	static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/** How many of those to come are announced. */
	private static final int AHEAD = 32;

	private final KeyWheel<Cell<K>> wheel;

	private final DueLine<Cell<K>> line = new DueLine<>();

	private final Rests rests = new Rests();

	private final Cycles cycles = new Cycles();

	private final DictCounts counts;

	private boolean open;

	/** Nothing is due before. */
	private long openNanos;

	/** When a thread has looked last. */
	private long lookedNanos;

	/** The next ones to be read, when nobody has asked for them yet; for any thread. */
	private final AtomicReference<@Nullable List<Cell<K>>> ahead = new AtomicReference<>();

	/** How many of those that were announced have not been taken. */
	private int announced;

	PollQueue(DictCounts counts, long nowNanos) {
		this.counts = counts;
		this.wheel = new KeyWheel<>(nowNanos);
		this.lookedNanos = nowNanos;
	}

	Cycles cycles() {
		return this.cycles;
	}

	boolean isOpen() {
		return this.open;
	}

	/** Opens at that time for so many readers. */
	void open(long atNanos, int readers) {
		this.open = true;
		this.openNanos = atNanos;
		this.lookedNanos = atNanos;
		this.rests.readers(readers);
	}

	void close() {
		this.open = false;
	}

	void rest(long nanos) {
		this.rests.rest(nanos);
	}

	/** Polls a key from now on, or with another period. */
	void add(Cell<K> cell, long periodNanos, long nowNanos) {
		if (cell.isRemoved() || (isKnown(cell) && cell.periodNanos == periodNanos)) {
			return;
		}
		if (isKnown(cell)) {
			change(cell, periodNanos, nowNanos);
			return;
		}
		cell.periodNanos = periodNanos;
		cell.dueNanos = nowNanos;
		this.line.add(cell);
		this.cycles.add();
	}

	/** A key that is not being read is due one period after it was due last. */
	private void change(Cell<K> cell, long periodNanos, long nowNanos) {
		this.line.makeRoom(1);
		long before = cell.periodNanos;
		cell.periodNanos = periodNanos;
		if (!cell.taken && cell.place != Timed.IN_LINE) {
			this.wheel.remove(cell);
			cell.dueNanos += periodNanos - before;
			if (cell.dueNanos - nowNanos < 0) {
				cell.dueNanos = nowNanos;
			}
			put(cell);
		}
	}

	/** Polls a key no longer. */
	void remove(Cell<K> cell, long nowNanos) {
		if (!isKnown(cell)) {
			return;
		}
		if (!cell.taken) {
			takeOut(cell);
		}
		cell.taken = false;
		this.cycles.remove(cell, nowNanos);
	}

	private boolean isKnown(Cell<K> cell) {
		return cell.taken || cell.place != Timed.NOWHERE;
	}

	private void takeOut(Cell<K> cell) {
		if (cell.place == Timed.IN_LINE) {
			this.line.remove(cell);
		}
		else {
			this.wheel.remove(cell);
		}
	}

	private void put(Cell<K> cell) {
		if (!this.wheel.add(cell)) {
			this.line.add(cell);
		}
	}

	@Override
	public boolean isEmpty() {
		return !this.open || (this.line.isEmpty() && this.wheel.isEmpty());
	}

	@Override
	public long firstNanos() {
		long first = this.line.isEmpty() ? this.wheel.firstNanos() : this.lookedNanos;
		return later(later(first, this.openNanos), this.rests.overNanos(this.lookedNanos));
	}

	private static long later(long one, long other) {
		return (one - other < 0) ? other : one;
	}

	@Override
	public @Nullable Cell<K> poll(long nowNanos) {
		this.lookedNanos = nowNanos;
		if (!this.open || nowNanos - this.openNanos < 0 || !this.rests.isOver(nowNanos)) {
			return null;
		}
		this.wheel.advance(nowNanos, this.line);
		announce();
		Cell<K> cell = this.line.poll();
		if (cell != null) {
			cell.taken = true;
			this.rests.begin();
			this.cycles.begin(nowNanos);
			this.counts.late(Math.max(0, nowNanos - later(cell.dueNanos, this.openNanos)));
		}
		return cell;
	}

	private void announce() {
		if (--this.announced < 0 && this.line.size() > 2) {
			List<Cell<K>> next = this.line.first(AHEAD);
			this.announced = next.size() - 1;
			this.ahead.set(next);
		}
	}

	/**
	 * Cells that are about to be taken or have just been, if there are some of which
	 * nobody was told. They may be gone, or in other hands.
	 */
	List<Cell<K>> takeAhead() {
		if (this.ahead.getPlain() == null) {
			return List.of();
		}
		List<Cell<K>> next = this.ahead.getAndSet(null);
		return (next != null) ? next : List.of();
	}

	@Override
	public void finished(Cell<K> cell, long nowNanos) {
		if (cell.taken) {
			giveBack(cell, nowNanos);
			cell.taken = false;
		}
		this.rests.end(nowNanos);
	}

	private void giveBack(Cell<K> cell, long nowNanos) {
		this.line.makeRoom(1);
		if (cell.unread) {
			cell.unread = false;
			this.line.addFirst(cell);
			return;
		}
		cell.dueNanos = next(cell, nowNanos);
		put(cell);
		this.cycles.read(cell, nowNanos);
	}

	private long next(Cell<K> cell, long nowNanos) {
		long period = cell.periodNanos;
		if (period == 0) {
			return nowNanos + LEAST_NANOS;
		}
		long next = cell.dueNanos + period;
		if (next - nowNanos > 0) {
			return next;
		}
		long missed = (nowNanos - next) / period + 1;
		this.counts.skipped(missed);
		return next + missed * period;
	}

}
