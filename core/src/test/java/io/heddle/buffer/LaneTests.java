package io.heddle.buffer;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTests {

	private final @Nullable Object[] run = new @Nullable Object[8];

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8 })
	void aFullLaneGivesItsItemsInOrderAgainAndAgain(int capacity) {
		Lane lane = new Lane(capacity);
		for (int round = 0; round < 50; round++) {
			for (int i = 0; i < capacity; i++) {
				lane.store(round * capacity + i, i);
			}
			assertThat(lane.hasItem()).isTrue();
			assertThat(lane.tryClaim(this.run, 8)).isEqualTo(capacity);
			for (int i = 0; i < capacity; i++) {
				assertThat(this.run[i]).isEqualTo(i);
			}
			assertThat(lane.hasItem()).isFalse();
			assertThat(lane.tryClaim(this.run, 8)).isZero();
		}
	}

	@Test
	void aClaimTakesNoMoreThanAsked() {
		Lane lane = new Lane(8);
		List.of("a", "b", "c").forEach(lane::storeShared);
		assertThat(lane.tryClaim(this.run, 2)).isEqualTo(2);
		assertThat(Arrays.copyOf(this.run, 3)).containsExactly("a", "b", null);
		assertThat(lane.tryClaim(this.run, 2)).isEqualTo(1);
		assertThat(this.run[0]).isEqualTo("c");
	}

	@Test
	void itemsBehindAHoleWaitButAreNotForgotten() {
		Lane lane = new Lane(8);
		lane.exclusiveTail(1);
		lane.storeShared("behind");
		assertThat(lane.hasItem()).isFalse();
		assertThat(lane.tryClaim(this.run, 8)).isZero();
		assertThat(lane.isEmpty()).isFalse();
		lane.store(0, "before");
		assertThat(lane.tryClaim(this.run, 8)).isEqualTo(2);
		assertThat(lane.isEmpty()).isTrue();
	}

	@Test
	void aLaneOfAProducerThatHasNotClosedIsEmptyWhenNothingIsInIt() {
		Lane lane = new Lane(8);
		assertThat(lane.isEmpty()).isTrue();
		lane.store(0, "item");
		assertThat(lane.isEmpty()).isFalse();
		lane.tryClaim(this.run, 8);
		assertThat(lane.isEmpty()).isTrue();
	}

}
