package io.heddle.pipeline;

import java.time.Duration;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateTests {

	private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());

	private final Rate rate = new Rate(this.ticker);

	private long count;

	@Test
	void isZeroBeforeAnyTimeHasPassed() {
		assertThat(this.rate.snapshot(100, this.ticker.nanos())).isEqualTo(new StageSnapshot.Throughput(0, 0));
	}

	@Test
	void isCountByTimeAtFirst() {
		this.ticker.advance(Duration.ofMillis(500));
		assertThat(this.rate.snapshot(100, this.ticker.nanos())).isEqualTo(new StageSnapshot.Throughput(200, 200));
	}

	@Test
	void presentSpeedIsThatOfTheLastSecondsOnly() {
		run(20, 100);
		run(10, 300);
		assertThat(this.rate.snapshot(this.count, this.ticker.nanos()))
			.isEqualTo(new StageSnapshot.Throughput(300, 5000 / 30.0));
	}

	@Test
	void presentSpeedIsZeroAfterAWhileWithoutItems() {
		run(10, 100);
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(this.rate.snapshot(this.count, this.ticker.nanos()).current()).isBetween(1.0, 20.0);
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(this.rate.snapshot(this.count, this.ticker.nanos())).isEqualTo(new StageSnapshot.Throughput(0, 50));
	}

	@Test
	void aLongSilenceDoesNotHideItemsThatComeAfterIt() {
		run(10, 100);
		this.ticker.advance(Duration.ofHours(1));
		run(2, 500);
		assertThat(this.rate.snapshot(this.count, this.ticker.nanos()).current()).isEqualTo(200);
	}

	@Test
	void readersAloneMayAskSeldom() {
		this.ticker.advance(Duration.ofSeconds(100));
		assertThat(this.rate.snapshot(1000, this.ticker.nanos()).current()).isEqualTo(10);
		this.ticker.advance(Duration.ofSeconds(100));
		assertThat(this.rate.snapshot(4000, this.ticker.nanos()).current()).isEqualTo(30);
	}

	/** Threads count items for some seconds, each of which is marked by them. */
	private void run(int seconds, int perSecond) {
		for (int i = 0; i < seconds * 10; i++) {
			this.rate.tick(this.ticker.nanos(), () -> this.count);
			this.ticker.advance(Duration.ofMillis(100));
			this.count += perSecond / 10;
		}
	}

}
