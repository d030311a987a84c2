package io.heddle.pipeline;

import java.time.Duration;

import io.heddle.testing.ManualTicker;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceTimesTests {

	private static final Percentage TWO_DIGITS = Percentage.withPercentage(1);

	private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());

	private final ServiceTimes times = new ServiceTimes();

	@Test
	void areZeroAtFirst() {
		assertThat(snapshot()).isEqualTo(new StageSnapshot.ServiceTime(Duration.ZERO, Duration.ZERO, Duration.ZERO));
		assertThat(this.times.count()).isZero();
		assertThat(this.times.totalNanos()).isZero();
	}

	@Test
	void areThePercentilesOfWhatWasMeasured() {
		for (int millis = 1; millis <= 1000; millis++) {
			measure(Duration.ofMillis(millis));
		}
		StageSnapshot.ServiceTime service = snapshot();
		assertThat(service.p50().toMillis()).isCloseTo(500, TWO_DIGITS);
		assertThat(service.p99().toMillis()).isCloseTo(990, TWO_DIGITS);
		assertThat(service.max().toMillis()).isCloseTo(1000, TWO_DIGITS);
	}

	@Test
	void forgetWhatIsOlderThanAMinute() {
		measure(Duration.ofSeconds(5));
		this.ticker.advance(Duration.ofSeconds(30));
		measure(Duration.ofMillis(10));
		assertThat(snapshot().max()).isGreaterThan(Duration.ofSeconds(4));
		this.ticker.advance(Duration.ofSeconds(30));
		measure(Duration.ofMillis(10));
		assertThat(snapshot().max()).isLessThan(Duration.ofMillis(11));
	}

	@Test
	void areZeroAfterAMinuteWithoutAny() {
		measure(Duration.ofSeconds(5));
		this.ticker.advance(Duration.ofSeconds(30));
		measure(Duration.ofMillis(10));
		this.ticker.advance(Duration.ofSeconds(30));
		assertThat(snapshot().max()).isBetween(Duration.ofMillis(9), Duration.ofMillis(11));
		this.ticker.advance(Duration.ofSeconds(30));
		assertThat(snapshot().max()).isZero();
	}

	@Test
	void forgetEverythingAfterALongSilence() {
		measure(Duration.ofSeconds(5));
		this.ticker.advance(Duration.ofMinutes(10));
		measure(Duration.ofMillis(10));
		assertThat(snapshot().max()).isLessThan(Duration.ofMillis(11));
	}

	@Test
	void countAndSumGoOnForEver() {
		measure(Duration.ofNanos(100));
		this.ticker.advance(Duration.ofHours(1));
		measure(Duration.ofNanos(50));
		assertThat(this.times.count()).isEqualTo(2);
		assertThat(this.times.totalNanos()).isEqualTo(150);
	}

	@Test
	void moreThanADayIsADay() {
		measure(Duration.ofDays(2));
		assertThat(snapshot().max().toHours()).isCloseTo(24, TWO_DIGITS);
		assertThat(this.times.totalNanos()).isEqualTo(Duration.ofDays(2).toNanos());
	}

	private StageSnapshot.ServiceTime snapshot() {
		return this.times.snapshot(this.ticker.nanos());
	}

	private void measure(Duration time) {
		this.times.record(time.toNanos(), this.ticker.nanos());
	}

}
