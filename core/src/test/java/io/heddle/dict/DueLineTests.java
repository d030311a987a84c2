package io.heddle.dict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The line beside a deque. */
class DueLineTests {

	@Test
	void anyOperationsGiveWhatADequeWouldGive() {
		for (int most : new int[] { 3, 100, 5000 }) {
			Random random = new Random(most);
			DueLine<Thing> line = new DueLine<>();
			Deque<Thing> model = new ArrayDeque<>();
			for (int step = 0; step < 20_000; step++) {
				int choice = random.nextInt(10);
				if (choice < 5 && model.size() < most) {
					line.add(added(model, false));
				}
				else if (choice == 5 && model.size() < most) {
					line.addFirst(added(model, true));
				}
				else if (choice < 8) {
					assertThat(line.poll()).isSameAs(model.poll());
				}
				else if (!model.isEmpty()) {
					Thing left = new ArrayList<>(model).get(random.nextInt(model.size()));
					model.remove(left);
					line.remove(left);
					assertThat(left.place).isEqualTo(Timed.NOWHERE);
				}
				assertThat(line.size()).isEqualTo(model.size());
				assertThat(line.isEmpty()).isEqualTo(model.isEmpty());
			}
		}
	}

	private static Thing added(Deque<Thing> model, boolean first) {
		Thing thing = new Thing();
		if (first) {
			model.addFirst(thing);
		}
		else {
			model.add(thing);
		}
		return thing;
	}

	@Test
	void theFirstOnesMayLeaveWhileOthersCome() {
		DueLine<Thing> line = new DueLine<>();
		List<Thing> things = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			Thing thing = new Thing();
			things.add(thing);
			line.add(thing);
			if (i >= 10) {
				line.remove(things.get(i - 10));
			}
		}
		assertThat(line.size()).isEqualTo(10);
		assertThat(line.poll()).isSameAs(things.get(99_990));
	}

	private static final class Thing extends Timed {

	}

}
