package io.heddle.dict;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.heddle.dict.DictWrites.Change;
import org.jspecify.annotations.Nullable;

/**
 * What a dict has of a map: each change is a decision that is taken while nobody else
 * changes the key. Where the present value says that there is nothing to change, nobody
 * waits for that.
 */
abstract class DictMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

	abstract DictCore<K, V> core();

	private Map<K, V> stored() {
		return core().store().values();
	}

	@Override
	public @Nullable V put(K key, V value) {
		Objects.requireNonNull(value, "value");
		return core().change(key, (before) -> Change.to(before, value)).before();
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		Objects.requireNonNull(value, "value");
		V present = stored().get(key);
		return (present != null) ? present
				: core().change(key, (before) -> (before != null) ? Change.none(before) : Change.to(null, value))
					.before();
	}

	@Override
	public @Nullable V replace(K key, V value) {
		Objects.requireNonNull(value, "value");
		return (stored().get(key) == null) ? null
				: core().change(key, (before) -> (before != null) ? Change.to(before, value) : Change.none(null))
					.before();
	}

	@Override
	public boolean replace(K key, V expected, V value) {
		Objects.requireNonNull(value, "value");
		return expected.equals(stored().get(key)) && core()
			.change(key, (before) -> expected.equals(before) ? Change.to(before, value) : Change.none(before))
			.made();
	}

	@Override
	@SuppressWarnings("unchecked") // or it is not one of the keys
	public @Nullable V remove(Object key) {
		return core().change((K) key, (before) -> Change.to(before, null)).before();
	}

	@Override
	@SuppressWarnings("unchecked") // or it is not one of the keys
	public boolean remove(Object key, @Nullable Object value) {
		Objects.requireNonNull(key, "key");
		return value != null && value.equals(stored().get(key))
				&& core()
					.change((K) key, (before) -> value.equals(before) ? Change.to(before, null) : Change.none(before))
					.made();
	}

	@Override
	public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
		Objects.requireNonNull(function, "function");
		return core().change(key, (before) -> {
			V after = function.apply(key, before);
			return (after == null && before == null) ? Change.none(null) : Change.to(before, after);
		}).after();
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
		Objects.requireNonNull(function, "function");
		V present = stored().get(key);
		return (present != null) ? present : core().change(key, (before) -> {
			V after = (before != null) ? before : function.apply(key);
			return (before != null || after == null) ? Change.none(before) : Change.to(null, after);
		}).after();
	}

	@Override
	public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
		Objects.requireNonNull(function, "function");
		return (stored().get(key) == null) ? null
				: core()
					.change(key,
							(before) -> (before != null) ? Change.to(before, function.apply(key, before))
									: Change.none(null))
					.after();
	}

	@Override
	public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
		Objects.requireNonNull(value, "value");
		Objects.requireNonNull(function, "function");
		return core()
			.change(key, (before) -> Change.to(before, (before != null) ? function.apply(before, value) : value))
			.after();
	}

	@Override
	public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
		Objects.requireNonNull(function, "function");
		for (K key : stored().keySet()) {
			computeIfPresent(key, (same, value) -> Objects.requireNonNull(function.apply(same, value)));
		}
	}

	@Override
	public void forEach(BiConsumer<? super K, ? super V> action) {
		stored().forEach(action);
	}

	/** Removes all keys, those without a value included. */
	@Override
	public void clear() {
		core().clear();
	}

	@Override
	public V getOrDefault(Object key, V otherwise) {
		V value = get(key);
		return (value != null) ? value : otherwise;
	}

	@Override
	public int size() {
		return stored().size();
	}

	@Override
	public boolean isEmpty() {
		return stored().isEmpty();
	}

	@Override
	public boolean containsKey(Object key) {
		return stored().containsKey(key);
	}

	@Override
	public boolean containsValue(Object value) {
		return stored().containsValue(value);
	}

	@Override
	public Set<Entry<K, V>> entrySet() {
		return core().views().entries();
	}

	@Override
	public Set<K> keySet() {
		return core().views().keys();
	}

	@Override
	public Collection<V> values() {
		return core().views().all();
	}

}
