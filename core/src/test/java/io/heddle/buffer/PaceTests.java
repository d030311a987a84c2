package io.heddle.buffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTests {

	private static final long FAST = 1_000;

	private final Pace pace = new Pace();

	@Test
	void theFirstRunIsOneItem() {
		assertThat(this.pace.runLength()).isOne();
	}

	@Test
	void aFullFastRunOfALoneConsumerDoublesTheNext() {
		for (int length = 1; length < Pace.MAX_RUN; length <<= 1) {
			assertThat(this.pace.runLength()).isEqualTo(length);
			this.pace.ran(length, FAST, true);
		}
		this.pace.ran(Pace.MAX_RUN, FAST, true);
		assertThat(this.pace.runLength()).isEqualTo(Pace.MAX_RUN);
	}

	@Test
	void oneOfSeveralConsumersWaitsForSixteenFullFastRuns() {
		for (int length = 1; length < Pace.MAX_SHARED_RUN; length <<= 1) {
			for (int run = 0; run < Pace.PATIENCE; run++) {
				assertThat(this.pace.runLength()).isEqualTo(length);
				this.pace.ran(length, FAST, false);
			}
		}
		fast(100, false);
		assertThat(this.pace.runLength()).isEqualTo(Pace.MAX_SHARED_RUN);
	}

	@Test
	void aRunIsShorterOnceThereAreSeveralConsumers() {
		fast(10, true);
		assertThat(this.pace.runLength()).isEqualTo(Pace.MAX_RUN);
		this.pace.ran(Pace.MAX_RUN, FAST, false);
		assertThat(this.pace.runLength()).isEqualTo(Pace.MAX_SHARED_RUN);
	}

	@Test
	void aRunThatIsNotFullChangesNothing() {
		this.pace.ran(1, FAST, true);
		this.pace.ran(1, FAST, true);
		assertThat(this.pace.runLength()).isEqualTo(2);
	}

	@Test
	void aSlowItemIsFollowedByASingleOne() {
		fast(10, true);
		this.pace.ran(Pace.MAX_RUN, 1_000_000_000, true);
		assertThat(this.pace.runLength()).isOne();
	}

	@Test
	void aSlowRunIsFollowedByOneThatWouldNotHaveBeen() {
		fast(10, true);
		this.pace.ran(Pace.MAX_RUN, 4 * Pace.LONG_RUN_NANOS, true);
		assertThat(this.pace.runLength()).isEqualTo(Pace.MAX_RUN / 4);
	}

	@Test
	void aRunOfTheRightLengthIsFollowedByTheSame() {
		fast(3, true);
		this.pace.ran(8, Pace.SHORT_RUN_NANOS + 1, true);
		assertThat(this.pace.runLength()).isEqualTo(8);
	}

	@Test
	void fewItemsAreHiddenByASlowOneOfMany() {
		int hidden = 0;
		for (int slow = 0; slow < 100; slow++) {
			for (int items = 0; items < 200; items += this.pace.runLength()) {
				this.pace.ran(this.pace.runLength(), FAST, false);
			}
			hidden = Math.max(hidden, this.pace.runLength() - 1);
			this.pace.ran(this.pace.runLength(), 1_000_000_000, false);
		}
		assertThat(hidden).isLessThanOrEqualTo(200 / Pace.PATIENCE);
	}

	private void fast(int runs, boolean alone) {
		for (int run = 0; run < runs; run++) {
			this.pace.ran(this.pace.runLength(), FAST, alone);
		}
	}

}
