package io.heddle.dict;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** The contract of a map, beside a {@link ConcurrentHashMap}. Fault case 25. */
class ThreadDictMapTests {

	private static final int KEYS = 12;

	private final List<String> written = new ArrayList<>();

	private ThreadDict<Integer, String> dict() {
		return ThreadDict.<Integer, String>builder("map").build();
	}

	/** Its writer stores what it is given, sometimes as another object. */
	private ThreadDict<Integer, String> writing() {
		return ThreadDict.<Integer, String>builder("map").writer((key, value) -> {
			this.written.add(key + "=" + value);
			return (key % 2 == 0) ? null : value;
		}).build();
	}

	@Test
	@SuppressWarnings("NullAway") // that is the point
	void aFunctionIsNeeded() {
		ThreadDict<Integer, String> dict = dict();
		dict.put(1, "one");
		assertThatNullPointerException().isThrownBy(() -> dict.merge(2, "two", null));
		assertThatNullPointerException().isThrownBy(() -> dict.compute(2, null));
		assertThatNullPointerException().isThrownBy(() -> dict.computeIfAbsent(1, null));
		assertThatNullPointerException().isThrownBy(() -> dict.computeIfPresent(2, null));
		dict.remove(1);
		assertThatNullPointerException().isThrownBy(() -> dict.replaceAll(null));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anyOperationsGiveWhatAConcurrentHashMapWouldGive(boolean writing) {
		for (long seed = 0; seed < 50; seed++) {
			ConcurrentMap<Integer, String> dict = writing ? writing() : dict();
			ConcurrentMap<Integer, String> model = new ConcurrentHashMap<>();
			Random random = new Random(seed);
			for (int step = 0; step < 500; step++) {
				int operation = random.nextInt(24);
				int key = random.nextInt(KEYS);
				String value = "v" + random.nextInt(3);
				String other = "v" + random.nextInt(3);
				assertThat(operate(dict, operation, key, value, other)).as("operation %d", operation)
					.isEqualTo(operate(model, operation, key, value, other));
				assertThat(dict).isEqualTo(model);
			}
		}
	}

	private static @Nullable Object operate(ConcurrentMap<Integer, String> map, int operation, int key, String value,
			String other) {
		return switch (operation) {
			case 0 -> map.put(key, value);
			case 1 -> map.putIfAbsent(key, value);
			case 2 -> map.remove(key);
			case 3 -> map.remove(key, value);
			case 4 -> map.replace(key, value);
			case 5 -> map.replace(key, value, other);
			case 6 -> map.compute(key, (same, before) -> Objects.equals(before, value) ? null : other);
			case 7 -> map.computeIfAbsent(key, (same) -> (same % 3 == 0) ? null : value);
			case 8 -> map.computeIfPresent(key, (same, before) -> before.equals(value) ? null : other);
			case 9 -> map.merge(key, value, (before, given) -> before.equals(given) ? null : other);
			case 10 -> map.get(key);
			case 11 -> map.getOrDefault(key, value);
			case 12 -> map.containsKey(key);
			case 13 -> map.containsValue(value);
			case 14 -> map.size() + " " + map.isEmpty();
			case 15 -> map.keySet().remove(key);
			case 16 -> map.values().removeIf((present) -> key == 0 && present.equals(value));
			case 17 -> map.entrySet().remove(Map.entry(key, value));
			case 18 -> map.entrySet().contains(Map.entry(key, value)) + " " + map.keySet().contains(key);
			case 19 -> map.keySet().removeIf((present) -> present == key);
			case 20 -> map.entrySet().removeIf((entry) -> entry.getKey() == key && entry.getValue().equals(value));
			case 21 -> {
				map.replaceAll((same, before) -> (same == key) ? value : before);
				yield map.keySet().size();
			}
			case 22 -> {
				map.putAll(Map.of(key, value, key + 1, other));
				yield map.entrySet().size();
			}
			default -> setFirst(map, key, value);
		};
	}

	/** Sets a value by its entry. */
	private static @Nullable Object setFirst(ConcurrentMap<Integer, String> map, int key, String value) {
		for (Entry<Integer, String> entry : map.entrySet()) {
			if (entry.getKey() == key) {
				return entry.setValue(value) + entry.getValue();
			}
		}
		return null;
	}

	@Test
	void eachChangeIsWrittenOnce() {
		ThreadDict<Integer, String> dict = writing();
		dict.put(1, "a");
		dict.putIfAbsent(1, "x");
		dict.putIfAbsent(2, "b");
		dict.replace(2, "c");
		dict.replace(2, "x", "x");
		dict.replace(2, "c", "d");
		dict.compute(2, (key, value) -> value + "e");
		dict.computeIfAbsent(2, (key) -> "x");
		dict.computeIfAbsent(3, (key) -> "f");
		dict.computeIfPresent(4, (key, value) -> "x");
		dict.computeIfPresent(3, (key, value) -> "g");
		dict.merge(3, "h", String::concat);
		dict.entrySet().iterator().next().setValue("i");
		dict.remove(1);
		dict.clear();
		assertThat(this.written).containsExactly("1=a", "2=b", "2=c", "2=d", "2=de", "3=f", "3=g", "3=gh", "1=i");
	}

	@Test
	@SuppressWarnings("NullAway") // to try them
	void thereAreNoNulls() {
		ThreadDict<Integer, String> dict = dict();
		Stream
			.<Function<Map<Integer, String>, @Nullable Object>>of((map) -> map.put(null, "a"),
					(map) -> map.put(1, null), (map) -> map.putIfAbsent(1, null), (map) -> map.replace(1, null),
					(map) -> map.replace(1, "a", null), (map) -> map.replace(1, null, "a"),
					(map) -> map.merge(1, null, String::concat), (map) -> map.get(null), (map) -> map.containsKey(null),
					(map) -> map.containsValue(null), (map) -> map.remove(null), (map) -> map.remove(null, "a"),
					(map) -> map.compute(null, (key, value) -> "a"), (map) -> map.computeIfAbsent(null, (key) -> "a"))
			.forEach((call) -> assertThatNullPointerException().isThrownBy(() -> call.apply(dict)));
		assertThat(dict.remove(1, null)).isFalse();
		dict.put(1, "a");
		assertThatNullPointerException().isThrownBy(() -> dict.replaceAll((key, value) -> nothing()));
		assertThat(dict).isEqualTo(Map.of(1, "a"));
	}

	@SuppressWarnings("NullAway") // to try it
	private static String nothing() {
		return null;
	}

	@Test
	void anIteratorRemovesWhatItHasGivenAndNothingElse() {
		ThreadDict<Integer, String> dict = dict();
		dict.putAll(Map.of(1, "a", 2, "b", 3, "c"));
		Iterator<Integer> keys = dict.keySet().iterator();
		assertThatIllegalStateException().isThrownBy(keys::remove);
		Integer first = keys.next();
		keys.remove();
		assertThatIllegalStateException().isThrownBy(keys::remove);
		assertThat(dict).hasSize(2).doesNotContainKey(first);
		dict.values().clear();
		assertThat(dict).isEmpty();
	}

	@Test
	void anIteratorSeesWhatWasThereAllTheTime() {
		ThreadDict<Integer, String> dict = dict();
		for (int key = 0; key < 1000; key++) {
			dict.put(key, "a");
		}
		int seen = 0;
		for (Integer key : dict.keySet()) {
			dict.put(key + 1000, "b");
			dict.remove(key + 1000);
			seen += (key < 1000) ? 1 : 0;
		}
		assertThat(seen).isEqualTo(1000);
	}

	@Test
	void aStreamOfAViewGoesOnWhileKeysGo() {
		ThreadDict<Integer, String> dict = dict();
		for (int key = 0; key < KEYS; key++) {
			dict.put(key, "v");
		}
		assertThat(dict.keySet().stream().peek((key) -> dict.remove(KEYS - 1)).toArray()).hasSize(KEYS - 1);
		assertThat(dict.values().stream().peek((value) -> dict.remove(KEYS - 2)).toArray()).hasSize(KEYS - 2);
		assertThat(dict.entrySet().stream().peek((entry) -> dict.remove(KEYS - 3)).toArray()).hasSize(KEYS - 3);
		dict.entrySet().stream().forEach((entry) -> entry.setValue("w"));
		assertThat(dict.values()).containsOnly("w");
	}

	@Test
	void viewsGoOnWithTheDict() {
		ThreadDict<Integer, String> dict = dict();
		var keys = dict.keySet();
		var values = dict.values();
		var entries = dict.entrySet();
		dict.put(1, "a");
		assertThat(keys).containsExactly(1);
		assertThat(values).containsExactly("a").hasToString("[a]");
		assertThat(entries).containsExactly(Map.entry(1, "a"));
		keys.clear();
		assertThat(entries.isEmpty()).isTrue();
		assertThat(entries.remove(Map.entry(2, "a"))).isFalse();
	}

}
