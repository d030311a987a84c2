package io.heddle.dict;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.heddle.dict.ReadWatch.Watched;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Calls the reader, and lets what it gives into the map. Thread-safe.
 */
final class DictReads<K, V> {

	private final Supplier<ThreadDictSpec> spec;

	private final Function<? super K, ? extends @Nullable V> reader;

	private final DictStore<K, V> store;

	private final DictChanges<K, V> changes;

	private final DictErrors errors;

	private final DictCounts counts;

	private final Ticker ticker;

	/** Whether reads have been interrupted by a stop: then it is no wonder they fail. */
	private volatile boolean cutOff;

	/** So that it is not optimised away. */
	@SuppressWarnings({ "unused", "UnusedVariable" })
	private int lookedUp;

	DictReads(Supplier<ThreadDictSpec> spec, Function<? super K, ? extends @Nullable V> reader, DictStore<K, V> store,
			DictChanges<K, V> changes, DictErrors errors, DictCounts counts, Ticker ticker) {
		this.spec = spec;
		this.reader = reader;
		this.store = store;
		this.changes = changes;
		this.errors = errors;
		this.counts = counts;
		this.ticker = ticker;
	}

	void cutOff(boolean cutOff) {
		this.cutOff = cutOff;
	}

	/**
	 * Looks up what is needed next, one right after the other, and does nothing with it.
	 * Among a million keys hardly anything of one is in a cache of the processor, and it
	 * takes longer to wait for that than all the rest. But processors wait for several
	 * such things at the same time if nothing else is to be done between.
	 */
	void lookUp(List<Cell<K>> cells) {
		int found = 0;
		for (Cell<K> cell : cells) {
			V value = this.store.values().get(cell.key);
			if (value != null && value.getClass() != Cell.class && cell.polled) {
				found++;
			}
		}
		this.lookedUp = found;
	}

	/** Refreshes a key in a thread of the dict. Never throws. */
	@SuppressWarnings("Interruption") // of the read, which is over
	void refresh(Cell<K> cell, @Nullable ReadWatch<K> watch) {
		int version = cell.version();
		if (cell.isRemoved()) {
			return;
		}
		Watched<K> watched = null;
		long began = this.ticker.nanos();
		V value = null;
		Throwable failure = null;
		try {
			watched = (watch != null) ? watch.begin(cell, version) : null;
			value = this.reader.apply(cell.key);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		boolean inTime = watch == null || watched == null || watch.end(watched);
		Thread.interrupted();
		if (failure != null && (!inTime || this.cutOff)) {
			this.errors.fatal(failure);
		}
		else if (inTime) {
			end(cell, version, value, failure, began);
		}
	}

	private void end(Cell<K> cell, int version, @Nullable V value, @Nullable Throwable failure, long began) {
		long now = this.ticker.nanos();
		this.counts.read(failure == null, now - began);
		if (failure != null) {
			this.errors.read(cell.key, failure);
		}
		let(cell, version, value, failure, now);
	}

	/** A refresh takes too long, and has been interrupted. */
	void timedOut(Watched<K> watched) {
		K key = watched.cell.key;
		TimeoutException failure = new TimeoutException("A read of key '%s' in dict '%s' took longer than %s: set '%s'"
			.formatted(key, this.spec.get().name(), watched.limit, "read-timeout"));
		this.counts.read(false, watched.limit.toNanos());
		this.errors.read(key, failure);
		let(watched.cell, watched.version, null, failure, this.ticker.nanos());
	}

	/** Reads a key for a caller, who is told what the reader throws. */
	@Nullable V read(K key) {
		int removals = this.store.removals(key);
		Cell<K> cell = this.store.cell(key);
		int version = (cell != null) ? cell.version() : 0;
		long began = this.ticker.nanos();
		try {
			V value = this.reader.apply(key);
			this.counts.read(true, this.ticker.nanos() - began);
			if (cell != null) {
				let(cell, version, value, null, this.ticker.nanos());
			}
			else if (value != null && this.store.add(key, value, removals)) {
				this.changes.note(key, null, value);
			}
			return value;
		}
		catch (Throwable ex) {
			this.counts.read(false, this.ticker.nanos() - began);
			if (cell != null) {
				let(cell, version, null, ex, this.ticker.nanos());
			}
			this.errors.fatal(ex);
			throw ex;
		}
	}

	private void let(Cell<K> cell, int version, @Nullable V value, @Nullable Throwable failure, long now) {
		Refresh<K, V> refresh = new Refresh<>(cell, version, this.spec.get().onReadError(), now);
		refresh.value = value;
		refresh.error = (failure != null) ? this.errors.keep(failure) : null;
		boolean kept = this.store.refresh(cell, refresh, now);
		if (!refresh.accepted) {
			this.counts.dropped();
			this.errors.forget(refresh.error);
			return;
		}
		this.errors.forget(refresh.errorBefore);
		if (!kept) {
			this.errors.forget(refresh.error);
		}
		this.changes.note(cell.key, refresh.before, refresh.value);
	}

}
