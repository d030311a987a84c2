package io.heddle.pipeline;

import io.heddle.testing.Crew;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a thread counts, as others see it.
 */
class CountsTests {

	private static final int ITEMS = 100_000_000;

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
				fewest = Math.min(fewest, counts.toItems().inHand());
			}
			crew.join();
			assertThat(fewest).isNotNegative();
		}
	}

}
