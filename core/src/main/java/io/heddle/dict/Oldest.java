package io.heddle.dict;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Finds the polled key whose value is the oldest. As long as the one that was found last
 * has not been refreshed it is still the one, because all others only get younger; else
 * all are looked at. Thread-safe.
 */
final class Oldest<K> {

	private volatile @Nullable Found<K> found;

	/** When it was stored, or when the key came; {@code null} if no key is polled. */
	@Nullable Long nanos(Collection<Cell<K>> cells, long nowNanos) {
		Found<K> last = this.found;
		if (last == null || !last.isStill()) {
			last = find(cells, nowNanos);
			this.found = last;
		}
		return (last != null) ? last.updatedNanos() : null;
	}

	private @Nullable Found<K> find(Collection<Cell<K>> cells, long nowNanos) {
		Cell<K> oldest = null;
		long mostNanos = -1;
		for (Cell<K> cell : cells) {
			long age = Math.max(0, nowNanos - cell.updatedNanos);
			if (cell.polled && age > mostNanos) {
				oldest = cell;
				mostNanos = age;
			}
		}
		return (oldest != null) ? new Found<>(oldest, nowNanos - mostNanos) : null;
	}

	private record Found<K>(Cell<K> cell, long updatedNanos) {

		boolean isStill() {
			return this.cell.updatedNanos == this.updatedNanos && !this.cell.isRemoved();
		}

	}

}
