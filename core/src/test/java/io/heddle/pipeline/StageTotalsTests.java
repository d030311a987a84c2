package io.heddle.pipeline;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StageTotalsTests {

	private static final StageSnapshot.Items ITEMS = new StageSnapshot.Items(100, 50, 60, 20, 5, 7, 3, 2);

	@Test
	void whatWasTakenAndHasNotEndedIsInHand() {
		assertThat(ITEMS.inHand()).isEqualTo(20);
		assertThat(StageTotals.NONE.items().inHand()).isZero();
	}

	@Test
	void sumsAreMadeOfAllParts() {
		StageTotals one = new StageTotals(ITEMS, 1000, 100, 10);
		assertThat(one.plus(one))
			.isEqualTo(new StageTotals(new StageSnapshot.Items(200, 100, 120, 40, 10, 14, 6, 4), 2000, 200, 20));
		assertThat(one.plus(StageTotals.NONE)).isEqualTo(one);
	}

	@Test
	void whatAThreadHasInHandIsAbandonedWithIt() {
		StageSnapshot.Items items = new StageTotals(ITEMS, 0, 0, 0).plusInHand().items();
		assertThat(items.abandoned()).isEqualTo(22);
		assertThat(items.inHand()).isZero();
	}

	@Test
	void itemsLeftInTheQueueAreTakenInAndAbandoned() {
		StageSnapshot.Items items = StageTotals.abandoned(9).items();
		assertThat(items.in()).isEqualTo(9);
		assertThat(items.abandoned()).isEqualTo(9);
		assertThat(items.inHand()).isZero();
	}

	@Test
	void sharesOfTimeMakeOne() {
		assertThat(shares(1000, 500, 250)).isEqualTo(new StageSnapshot.TimeShare(0.25, 0.5, 0.25));
	}

	@Test
	void sharesAreZeroBeforeAThreadHasLived() {
		assertThat(shares(0, 0, 0)).isEqualTo(new StageSnapshot.TimeShare(0, 0, 0));
	}

	/** The times are read one after the other while the thread goes on. */
	@Test
	void sharesStayBetweenZeroAndOne() {
		assertThat(shares(1000, 1100, 0)).isEqualTo(new StageSnapshot.TimeShare(0, 1, 0));
		assertThat(shares(1000, 750, 300)).isEqualTo(new StageSnapshot.TimeShare(0, 0.75, 0.25));
	}

	private static StageSnapshot.TimeShare shares(long alive, long idle, long blocked) {
		return new StageTotals(ITEMS, alive, idle, blocked).shares();
	}

}
