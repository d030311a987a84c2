package io.heddle.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TickerTests {

	@Test
	void theClockOfTheJvmNeverGoesBack() {
		Ticker ticker = Ticker.system();
		long before = ticker.nanos();
		assertThat(ticker.nanos() - before).isNotNegative();
	}

	@Test
	void theClockOfTheJvmTellsTheTimeOfDay() {
		assertThat(Ticker.system().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
	}

	@Test
	void aManualClockMovesOnlyByHand() {
		ManualTicker ticker = new ManualTicker(-3);
		assertThat(ticker.nanos()).isEqualTo(-3);
		assertThat(ticker.now()).isEqualTo(ManualTicker.BEGIN);
		ticker.advance(Duration.ofSeconds(2));
		assertThat(ticker.nanos()).isEqualTo(1_999_999_997);
		assertThat(ticker.now()).isEqualTo(ManualTicker.BEGIN.plusSeconds(2));
	}

}
