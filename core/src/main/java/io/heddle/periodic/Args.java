package io.heddle.periodic;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * What a hook hands to the target: values by position and values by name. Immutable.
 *
 * @param values by position
 * @param named by name
 */
public record Args(List<@Nullable Object> values, Map<String, @Nullable Object> named) {

	private static final Args NONE = new Args(List.of(), Map.of());

	public Args {
		values = Collections.unmodifiableList(Arrays.asList(values.toArray()));
		named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
	}

	/** Nothing. */
	public static Args none() {
		return NONE;
	}

	/** Values by position. */
	public static Args of(@Nullable Object... values) {
		return new Args(Arrays.asList(values), Map.of());
	}

	/** The same with one more value by name. */
	public Args with(String name, @Nullable Object value) {
		Map<String, @Nullable Object> more = new LinkedHashMap<>(this.named);
		more.put(name, value);
		return new Args(this.values, more);
	}

	/**
	 * The value at a position.
	 * @throws NoSuchElementException if there is none
	 */
	public @Nullable Object get(int index) {
		if (index < 0 || index >= this.values.size()) {
			throw new NoSuchElementException("There is no argument %d among %s".formatted(index, this.values));
		}
		return this.values.get(index);
	}

	/**
	 * The value of that name.
	 * @throws NoSuchElementException if there is none
	 */
	public @Nullable Object get(String name) {
		if (!this.named.containsKey(name)) {
			throw new NoSuchElementException("There is no argument '%s' among %s".formatted(name, this.named.keySet()));
		}
		return this.named.get(name);
	}

}
