package io.heddle.dict;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What a read has come to, on its way into the map: a computation on the value of the
 * key. If the key was written or removed since the read began, it changes nothing.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Refresh<K, V> implements BiFunction<K, @Nullable V, @Nullable V> {

	private final Cell<K> cell;

	private final int version;

	/** What to do without a value. */
	private final OnReadError onReadError;

	private final long nowNanos;

	@Nullable V value;

	@Nullable Throwable error;

	/** The value before. */
	@Nullable V before;

	/** The error before, which is not kept any more. */
	@Nullable Throwable errorBefore;

	/** Whether it came in time. */
	boolean accepted;

	Refresh(Cell<K> cell, int version, OnReadError onReadError, long nowNanos) {
		this.cell = cell;
		this.version = version;
		this.onReadError = onReadError;
		this.nowNanos = nowNanos;
	}

	@Override
	public @Nullable V apply(K key, @Nullable V before) {
		this.before = before;
		if (this.cell.version() != this.version || this.cell.isRemoved() || this.cell.turn != null) {
			this.value = before;
			return before;
		}
		this.accepted = true;
		this.errorBefore = this.cell.error;
		this.cell.error = this.error;
		return (this.error != null) ? failed(this.error, before) : succeeded(before);
	}

	private @Nullable V succeeded(@Nullable V before) {
		if (this.value == null) {
			this.value = before;
			return before;
		}
		this.cell.updatedNanos = this.nowNanos;
		this.cell.updated = true;
		return this.value;
	}

	@SuppressWarnings("unchecked") // the user wants it
	private @Nullable V failed(Throwable error, @Nullable V before) {
		this.value = switch (this.onReadError) {
			case KEEP -> before;
			case STORE -> (V) error;
			case REMOVE -> null;
		};
		if (this.onReadError == OnReadError.STORE) {
			this.cell.updatedNanos = this.nowNanos;
		}
		this.cell.updated = this.value != null;
		return this.value;
	}

}
