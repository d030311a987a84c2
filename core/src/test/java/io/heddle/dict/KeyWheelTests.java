package io.heddle.dict;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The wheel beside a list that is searched. */
class KeyWheelTests {

	private static final long MILLI = KeyWheel.TICK_NANOS;

	private final List<Thing> due = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(longs = { 0, 17, -1, Long.MAX_VALUE - 3_000_000_000L, Long.MIN_VALUE })
	void anyOperationsGiveWhatAListWouldGive(long origin) {
		for (long seed = 0; seed < 20; seed++) {
			Random random = new Random(seed);
			KeyWheel<Thing> wheel = new KeyWheel<>(origin);
			List<Thing> model = new ArrayList<>();
			long now = origin;
			for (int step = 0; step < 2000; step++) {
				switch (random.nextInt(4)) {
					case 0, 1 -> add(wheel, model, new Thing(now + distance(random)), now, origin);
					case 2 -> remove(wheel, model, random);
					default -> {
						now += distance(random) / 8;
						advance(wheel, model, now, origin);
					}
				}
				check(wheel, model, origin);
			}
		}
	}

	/** From nothing to some days, all magnitudes alike. */
	private static long distance(Random random) {
		return random.nextLong() >>> (64 - 1 - random.nextInt(49));
	}

	private static long tick(long nanos, long origin) {
		return Math.floorDiv(nanos - origin + MILLI - 1, MILLI);
	}

	private void add(KeyWheel<Thing> wheel, List<Thing> model, Thing thing, long now, long origin) {
		boolean added = wheel.add(thing);
		assertThat(added).isEqualTo(tick(thing.dueNanos, origin) > Math.floorDiv(now - origin, MILLI));
		if (added) {
			model.add(thing);
		}
	}

	private void remove(KeyWheel<Thing> wheel, List<Thing> model, Random random) {
		if (!model.isEmpty()) {
			Thing thing = model.remove(random.nextInt(model.size()));
			wheel.remove(thing);
			assertThat(thing.place).isEqualTo(Timed.NOWHERE);
		}
	}

	private void advance(KeyWheel<Thing> wheel, List<Thing> model, long now, long origin) {
		this.due.clear();
		advance(wheel, now);
		List<Thing> expected = model.stream()
			.filter((thing) -> tick(thing.dueNanos, origin) * MILLI <= now - origin)
			.toList();
		assertThat(this.due).containsExactlyInAnyOrderElementsOf(expected)
			.isSortedAccordingTo(
					(one, other) -> Long.compare(tick(one.dueNanos, origin), tick(other.dueNanos, origin)));
		model.removeAll(expected);
	}

	private void advance(KeyWheel<Thing> wheel, long now) {
		DueLine<Thing> line = new DueLine<>();
		wheel.advance(now, line);
		for (Thing thing = line.poll(); thing != null; thing = line.poll()) {
			this.due.add(thing);
		}
	}

	private static void check(KeyWheel<Thing> wheel, List<Thing> model, long origin) {
		assertThat(wheel.size()).isEqualTo(model.size());
		assertThat(wheel.isEmpty()).isEqualTo(model.isEmpty());
		if (!model.isEmpty()) {
			long first = model.stream().mapToLong((thing) -> tick(thing.dueNanos, origin)).min().getAsLong();
			assertThat(wheel.firstNanos() - origin).isLessThanOrEqualTo(first * MILLI).isPositive();
		}
	}

	@Test
	void whatIsDueInTheSameMillisecondComesInTheOrderInWhichItWasAdded() {
		KeyWheel<Thing> wheel = new KeyWheel<>(0);
		List<Thing> things = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			things.add(new Thing(700 * MILLI - i));
			wheel.add(things.get(i));
		}
		advance(wheel, 700 * MILLI - 1);
		assertThat(this.due).isEmpty();
		advance(wheel, 700 * MILLI);
		assertThat(this.due).isEqualTo(things);
	}

	@Test
	void nobodyHasToLookMoreThanOnceForEachLevel() {
		KeyWheel<Thing> wheel = new KeyWheel<>(0);
		wheel.add(new Thing(3_600_000 * MILLI + 1));
		int looks = 0;
		while (this.due.isEmpty()) {
			advance(wheel, wheel.firstNanos());
			looks++;
		}
		assertThat(looks).isLessThanOrEqualTo(3);
	}

	@Test
	void aTimeOfAHundredYearsIsATimeLikeAnyOther() {
		KeyWheel<Thing> wheel = new KeyWheel<>(5);
		long century = Long.MAX_VALUE / 3;
		wheel.add(new Thing(5 + century));
		advance(wheel, 5 + century - MILLI);
		assertThat(this.due).isEmpty();
		advance(wheel, 5 + century + MILLI);
		assertThat(this.due).hasSize(1);
	}

	private static final class Thing extends Timed {

		Thing(long dueNanos) {
			this.dueNanos = dueNanos;
		}

	}

}
