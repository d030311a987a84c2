package io.heddle.periodic;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Ticks by their time: a binary heap in which each knows its place, so that one is moved
 * or removed in O(log n).
 */
final class TickHeap implements DueQueue<Tick> {

	private @Nullable Tick[] ticks = new Tick[16];

	private int size;

	@Override
	public boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

	@Override
	public long firstNanos() {
		return at(0).atNanos;
	}

	@Override
	public @Nullable Tick poll(long nowNanos) {
		if (this.size == 0 || at(0).atNanos - nowNanos > 0) {
			return null;
		}
		Tick first = at(0);
		remove(first);
		return first;
	}

	/** Adds a tick, or moves it. */
	void put(Tick tick, long atNanos) {
		if (tick.index == Tick.NOWHERE) {
			if (this.size == this.ticks.length) {
				this.ticks = Arrays.copyOf(this.ticks, this.size * 2);
			}
			tick.index = this.size++;
		}
		tick.atNanos = atNanos;
		settle(tick, tick.index);
	}

	void remove(Tick tick) {
		if (tick.index == Tick.NOWHERE) {
			return;
		}
		int hole = tick.index;
		tick.index = Tick.NOWHERE;
		Tick last = at(--this.size);
		this.ticks[this.size] = null;
		if (last != tick) {
			settle(last, hole);
		}
	}

	private void settle(Tick tick, int index) {
		int up = index;
		while (up > 0 && isBefore(tick, at((up - 1) / 2))) {
			set(up, at((up - 1) / 2));
			up = (up - 1) / 2;
		}
		set(up, tick);
		if (up == index) {
			sink(tick, index);
		}
	}

	private void sink(Tick tick, int index) {
		int down = index;
		while (2 * down + 1 < this.size) {
			int child = 2 * down + 1;
			if (child + 1 < this.size && isBefore(at(child + 1), at(child))) {
				child++;
			}
			if (!isBefore(at(child), tick)) {
				break;
			}
			set(down, at(child));
			down = child;
		}
		set(down, tick);
	}

	private void set(int index, Tick tick) {
		this.ticks[index] = tick;
		tick.index = index;
	}

	@SuppressWarnings("NullAway") // below the size there are no nulls
	private Tick at(int index) {
		return this.ticks[index];
	}

	private static boolean isBefore(Tick one, Tick other) {
		return one.atNanos - other.atNanos < 0;
	}

}
