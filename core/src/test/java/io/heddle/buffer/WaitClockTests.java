package io.heddle.buffer;

import java.time.Duration;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WaitClockTests {

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, -1, Long.MAX_VALUE, Long.MAX_VALUE / 2, Long.MIN_VALUE })
	void waitsAreAddedUp(long origin) {
		ManualTicker ticker = new ManualTicker(origin);
		WaitClock clock = new WaitClock(ticker);
		assertThat(clock.isWaiting()).isFalse();
		assertThat(clock.totalNanos()).isZero();
		for (int wait = 1; wait <= 5; wait++) {
			ticker.advance(Duration.ofNanos(1000));
			clock.begin();
			assertThat(clock.isWaiting()).isTrue();
			assertThat(clock.totalNanos()).isEqualTo((wait - 1) * 7L);
			ticker.advance(Duration.ofNanos(7));
			assertThat(clock.totalNanos()).isEqualTo(wait * 7L);
			clock.end();
			assertThat(clock.isWaiting()).isFalse();
			assertThat(clock.totalNanos()).isEqualTo(wait * 7L);
		}
	}

}
