package io.heddle.time;

import java.time.Duration;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

	private final ManualTicker ticker = new ManualTicker();

	@Test
	void passesWhenTheLimitIsReached() {
		Deadline deadline = Deadline.after(Duration.ofNanos(10), this.ticker);
		this.ticker.advance(Duration.ofNanos(9));
		assertThat(deadline.hasPassed()).isFalse();
		assertThat(deadline.remainingNanos()).isEqualTo(1);
		this.ticker.advance(Duration.ofNanos(1));
		assertThat(deadline.hasPassed()).isTrue();
		assertThat(deadline.remainingNanos()).isZero();
		this.ticker.advance(Duration.ofNanos(5));
		assertThat(deadline.remainingNanos()).isEqualTo(-5);
	}

	@Test
	void aLimitOfZeroHasPassedAtOnce() {
		assertThat(Deadline.after(Duration.ZERO, this.ticker).hasPassed()).isTrue();
	}

	@Test
	void aNegativeLimitHasPassedAtOnce() {
		Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MIN_VALUE), this.ticker);
		assertThat(deadline.hasPassed()).isTrue();
		assertThat(deadline.remainingNanos()).isZero();
	}

	@Test
	void aLimitBeyondTheRangeOfNanosecondsDoesNotOverflow() {
		Deadline deadline = Deadline.after(FOREVER, this.ticker);
		assertThat(deadline.hasPassed()).isFalse();
		this.ticker.advance(Duration.ofDays(100 * 365));
		assertThat(deadline.hasPassed()).isFalse();
	}

	@Test
	void aClockThatWrapsDoesNotMatter() {
		ManualTicker late = new ManualTicker(Long.MAX_VALUE - 5);
		Deadline near = Deadline.after(Duration.ofNanos(10), late);
		Deadline far = Deadline.after(FOREVER, late);
		late.advance(Duration.ofNanos(9));
		assertThat(late.nanos()).isNegative();
		assertThat(near.remainingNanos()).isEqualTo(1);
		assertThat(far.hasPassed()).isFalse();
		late.advance(Duration.ofNanos(1));
		assertThat(near.hasPassed()).isTrue();
	}

	@Test
	void nanosecondsAreSaturatedAndNeverNegative() {
		assertThat(Deadline.nanosOf(Duration.ofNanos(7))).isEqualTo(7);
		assertThat(Deadline.nanosOf(Duration.ofNanos(-7))).isZero();
		assertThat(Deadline.nanosOf(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
		assertThat(Deadline.nanosOf(FOREVER)).isEqualTo(Long.MAX_VALUE / 2);
		assertThat(Deadline.nanosOf(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE / 2);
	}

}
