package io.heddle.periodic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TickHeapTests {

	/** Against a list; at the second origin the nanoseconds wrap. */
	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MAX_VALUE - 500 })
	void givesTheEarliestFirstWhateverIsMovedAndRemoved(long origin) {
		Random random = new Random(1);
		TickHeap heap = new TickHeap();
		List<Tick> model = new ArrayList<>();
		for (int step = 0; step < 20_000; step++) {
			int choice = random.nextInt(5);
			if (choice < 2 || model.isEmpty()) {
				Tick tick = new Tick(() -> {
				});
				heap.put(tick, origin + random.nextInt(1000));
				model.add(tick);
			}
			else if (choice == 2) {
				heap.put(model.get(random.nextInt(model.size())), origin + random.nextInt(1000));
			}
			else if (choice == 3) {
				heap.remove(model.remove(random.nextInt(model.size())));
			}
			else {
				Tick first = Objects.requireNonNull(heap.poll(heap.firstNanos()));
				model.remove(first);
				assertThat(first.index).isEqualTo(Tick.NOWHERE);
				assertThat(model).allMatch((tick) -> tick.atNanos - first.atNanos >= 0);
			}
			assertThat(heap.size()).isEqualTo(model.size());
			assertThat(heap.isEmpty()).isEqualTo(model.isEmpty());
			model.stream()
				.min(Comparator.comparingLong((tick) -> tick.atNanos - origin))
				.ifPresent((tick) -> assertThat(heap.firstNanos()).isEqualTo(tick.atNanos));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MAX_VALUE })
	void givesNothingThatIsNotDue(long now) {
		TickHeap heap = new TickHeap();
		assertThat(heap.poll(now)).isNull();
		Tick tick = new Tick(() -> {
		});
		heap.put(tick, now + 1);
		assertThat(heap.poll(now)).isNull();
		assertThat(heap.poll(now + 1)).isSameAs(tick);
		heap.remove(tick);
		assertThat(heap.isEmpty()).isTrue();
	}

}
