package io.heddle.dict;

import java.util.AbstractCollection;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The views of a dict: weakly consistent like those of its map of values; what is removed
 * or set by way of them goes through the dict.
 */
final class DictViews<K, V> {

	private final DictMap<K, V> dict;

	private final Map<K, V> values;

	private final Set<Entry<K, V>> entries = new Entries();

	private final Set<K> keys = new Keys();

	private final Collection<V> all = new Values();

	DictViews(DictMap<K, V> dict, Map<K, V> values) {
		this.dict = dict;
		this.values = values;
	}

	Set<Entry<K, V>> entries() {
		return this.entries;
	}

	Set<K> keys() {
		return this.keys;
	}

	Collection<V> all() {
		return this.all;
	}

	private boolean removeIf(Predicate<Entry<K, V>> filter) {
		boolean removed = false;
		for (Entry<K, V> entry : this.values.entrySet()) {
			K key = entry.getKey();
			V value = entry.getValue();
			removed |= filter.test(new Through(key, value)) && this.dict.remove(key, value);
		}
		return removed;
	}

	/** Without a size, which is another one when it comes to the end. */
	private static <T> Spliterator<T> split(Iterator<T> iterator, int characteristics) {
		return Spliterators.spliteratorUnknownSize(iterator,
				Spliterator.CONCURRENT | Spliterator.NONNULL | characteristics);
	}

	/** Goes through the values, and hands out a part of each entry. */
	private final class Walk<T> implements Iterator<T> {

		private final Iterator<Entry<K, V>> entries = DictViews.this.values.entrySet().iterator();

		private final Function<Entry<K, V>, T> part;

		private @Nullable Entry<K, V> last;

		Walk(Function<Entry<K, V>, T> part) {
			this.part = part;
		}

		@Override
		public boolean hasNext() {
			return this.entries.hasNext();
		}

		@Override
		public T next() {
			Entry<K, V> next = this.entries.next();
			this.last = next;
			return this.part.apply(next);
		}

		@Override
		public void remove() {
			Entry<K, V> gone = this.last;
			if (gone == null) {
				throw new IllegalStateException("There is nothing to remove: call next() first");
			}
			this.last = null;
			DictViews.this.dict.remove(gone.getKey());
		}

	}

	/** An entry that writes through. */
	@SuppressWarnings("serial") // it is not meant to be
	private final class Through extends SimpleEntry<K, V> {

		Through(K key, V value) {
			super(key, value);
		}

		@Override
		public V setValue(V value) {
			DictViews.this.dict.put(getKey(), value);
			return super.setValue(value);
		}

	}

	private final class Entries extends AbstractSet<Entry<K, V>> {

		@Override
		public Iterator<Entry<K, V>> iterator() {
			return new Walk<>((entry) -> new Through(entry.getKey(), entry.getValue()));
		}

		@Override
		public Spliterator<Entry<K, V>> spliterator() {
			return split(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public int size() {
			return DictViews.this.values.size();
		}

		@Override
		public boolean contains(Object object) {
			return DictViews.this.values.entrySet().contains(object);
		}

		@Override
		public boolean remove(Object object) {
			return object instanceof Entry<?, ?> entry && entry.getKey() != null && entry.getValue() != null
					&& DictViews.this.dict.remove(entry.getKey(), entry.getValue());
		}

		@Override
		public boolean removeIf(Predicate<? super Entry<K, V>> filter) {
			return DictViews.this.removeIf(filter::test);
		}

		@Override
		public void clear() {
			DictViews.this.dict.clear();
		}

	}

	private final class Keys extends AbstractSet<K> {

		@Override
		public Iterator<K> iterator() {
			return new Walk<>(Entry::getKey);
		}

		@Override
		public Spliterator<K> spliterator() {
			return split(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public int size() {
			return DictViews.this.values.size();
		}

		@Override
		public boolean contains(Object key) {
			return DictViews.this.values.containsKey(key);
		}

		@Override
		public boolean remove(Object key) {
			return DictViews.this.dict.remove(key) != null;
		}

		@Override
		public boolean removeIf(Predicate<? super K> filter) {
			return DictViews.this.removeIf((entry) -> filter.test(entry.getKey()));
		}

		@Override
		public void clear() {
			DictViews.this.dict.clear();
		}

	}

	private final class Values extends AbstractCollection<V> {

		@Override
		public Iterator<V> iterator() {
			return new Walk<>(Entry::getValue);
		}

		@Override
		public Spliterator<V> spliterator() {
			return split(iterator(), 0);
		}

		@Override
		public int size() {
			return DictViews.this.values.size();
		}

		@Override
		public boolean contains(Object value) {
			return DictViews.this.values.containsValue(value);
		}

		@Override
		public boolean removeIf(Predicate<? super V> filter) {
			return DictViews.this.removeIf((entry) -> filter.test(entry.getValue()));
		}

		@Override
		public void clear() {
			DictViews.this.dict.clear();
		}

	}

}
