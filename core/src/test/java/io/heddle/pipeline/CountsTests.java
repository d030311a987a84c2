package io.heddle.pipeline;

import io.heddle.testing.Crew;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a thread counts, as others see it.
 */
class CountsTests {

	private static final int ITEMS = 20_000_000;

	@Test
	void neverMoreInputsHaveEndedThanCame() throws InterruptedException {
		Counts counts = new Counts();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> {
				for (int i = 0; i < ITEMS; i++) {
					counts.in();
					counts.passed(1);
				}
			});
			long fewest = 0;
			while (counts.toItems().passed() < ITEMS) {
				StageSnapshot.Items items = counts.toItems();
				fewest = Math.min(fewest, items.in() - items.passed());
			}
			crew.join();
			assertThat(fewest).isNotNegative();
		}
	}

}
