package io.heddle.dict;

import org.jspecify.annotations.Nullable;

/**
 * Hears of values that have become others, by {@code equals}.
 * <p>
 * It is called in the thread that has made the change, a reader's or that of whoever
 * writes, without any lock held. Two changes of one key that are made at the same time
 * may be told in either order. What it throws is logged and goes no further.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@FunctionalInterface
public interface DictListener<K, V> {

	/**
	 * A value has changed.
	 * @param before {@code null} if there was none
	 * @param now {@code null} if there is none any more
	 */
	void changed(K key, @Nullable V before, @Nullable V now);

}
