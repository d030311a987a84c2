package io.heddle.dict;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Counts values that have become others, and tells the listeners. Called without any lock
 * held; never throws. Thread-safe.
 */
final class DictChanges<K, V> {

	private final List<DictListener<? super K, ? super V>> listeners = new CopyOnWriteArrayList<>();

	private final DictCounts counts;

	private final DictErrors errors;

	DictChanges(DictCounts counts, DictErrors errors) {
		this.counts = counts;
		this.errors = errors;
	}

	void add(DictListener<? super K, ? super V> listener) {
		this.listeners.add(listener);
	}

	void remove(DictListener<? super K, ? super V> listener) {
		this.listeners.remove(listener);
	}

	void note(K key, @Nullable V before, @Nullable V now) {
		if (before == now || areEqual(key, before, now)) {
			return;
		}
		this.counts.changed();
		for (DictListener<? super K, ? super V> listener : this.listeners) {
			try {
				listener.changed(key, before, now);
			}
			catch (Throwable ex) {
				this.errors.listener(key, ex);
			}
		}
	}

	private boolean areEqual(K key, @Nullable V before, @Nullable V now) {
		try {
			return Objects.equals(before, now);
		}
		catch (Throwable ex) {
			this.errors.listener(key, ex);
			return false;
		}
	}

}
