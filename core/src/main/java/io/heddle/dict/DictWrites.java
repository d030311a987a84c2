package io.heddle.dict;

import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.heddle.dict.DictStore.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Changes of values by whoever calls: decided and written through while the key is
 * claimed. Thread-safe.
 */
final class DictWrites<K, V> {

	private final @Nullable BiFunction<? super K, ? super V, ? extends @Nullable V> writer;

	private final DictStore<K, V> store;

	private final DictChanges<K, V> changes;

	private final DictErrors errors;

	private final DictCounts counts;

	/** Is given the cells of removed keys. */
	private final Consumer<Cell<K>> removed;

	DictWrites(@Nullable BiFunction<? super K, ? super V, ? extends @Nullable V> writer, DictStore<K, V> store,
			DictChanges<K, V> changes, DictErrors errors, DictCounts counts, Consumer<Cell<K>> removed) {
		this.writer = writer;
		this.store = store;
		this.changes = changes;
		this.errors = errors;
		this.counts = counts;
		this.removed = removed;
	}

	/** Changes a value, if that is what the decision says, and writes it through. */
	Change<V> change(K key, Decision<V> decision) {
		return change(key, decision, this.writer);
	}

	/** The same without the writer. */
	Change<V> changeHere(K key, Decision<V> decision) {
		return change(key, decision, null);
	}

	private Change<V> change(K key, Decision<V> decision,
			@Nullable BiFunction<? super K, ? super V, ? extends @Nullable V> through) {
		Claim<K, V> claim = this.store.claim(key);
		Change<V> change;
		try {
			change = decision.on(claim.before());
			if (change.made() && through != null && change.after() != null) {
				change = write(key, change, through);
			}
		}
		catch (Throwable ex) {
			this.store.release(claim);
			this.errors.fatal(ex);
			throw ex;
		}
		if (change.made()) {
			commit(claim, change);
		}
		else {
			this.store.release(claim);
		}
		return change;
	}

	@SuppressWarnings("NullAway") // there is a value to write
	private Change<V> write(K key, Change<V> change, BiFunction<? super K, ? super V, ? extends @Nullable V> through) {
		this.counts.written();
		V written = through.apply(key, change.after());
		return (written != null) ? new Change<>(true, change.before(), written) : change;
	}

	private void commit(Claim<K, V> claim, Change<V> change) {
		this.errors.forget(this.store.commit(claim, change.after()));
		if (change.after() == null) {
			this.removed.accept(claim.cell());
		}
		this.changes.note(claim.cell().key, claim.before(), change.after());
	}

	/** Decides what becomes of a value; code of the user may take part. */
	@FunctionalInterface
	interface Decision<V> {

		Change<V> on(@Nullable V before);

	}

	/**
	 * What has become of a value.
	 *
	 * @param made whether it was changed
	 * @param before the value before, {@code null} if there was none
	 * @param after the value now; the key is removed if {@code null}
	 */
	record Change<V>(boolean made, @Nullable V before, @Nullable V after) {

		static <V> Change<V> none(@Nullable V before) {
			return new Change<>(false, before, before);
		}

		static <V> Change<V> to(@Nullable V before, @Nullable V after) {
			return new Change<>(true, before, after);
		}

	}

}
