package io.heddle.pipeline;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetrySpecTests {

	@Test
	void isOffByDefault() {
		assertThat(RetrySpec.OFF.isOn()).isFalse();
		assertThat(RetrySpec.OFF).isEqualTo(RetrySpec.attempts(1));
		assertThat(RetrySpec.attempts(2).isOn()).isTrue();
	}

	@Test
	void attemptsCountTheFirstTry() {
		BackOffExecution waits = waits(RetrySpec.attempts(3).toPolicy());
		assertThat(waits.nextBackOff()).isEqualTo(100);
		assertThat(waits.nextBackOff()).isEqualTo(200);
		assertThat(waits.nextBackOff()).isEqualTo(BackOffExecution.STOP);
	}

	@Test
	void waitsGrowUpToTheLongest() {
		RetrySpec spec = new RetrySpec(5, Duration.ofMillis(10), 10, Duration.ofMillis(500), Duration.ZERO);
		BackOffExecution waits = waits(spec.toPolicy());
		assertThat(waits.nextBackOff()).isEqualTo(10);
		assertThat(waits.nextBackOff()).isEqualTo(100);
		assertThat(waits.nextBackOff()).isEqualTo(500);
		assertThat(waits.nextBackOff()).isEqualTo(500);
		assertThat(waits.nextBackOff()).isEqualTo(BackOffExecution.STOP);
	}

	@Test
	void itemsMayBeRetriedAtOnce() {
		RetrySpec spec = new RetrySpec(2, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);
		BackOffExecution waits = waits(spec.toPolicy());
		assertThat(waits.nextBackOff()).isZero();
		assertThat(waits.nextBackOff()).isEqualTo(BackOffExecution.STOP);
	}

	@Test
	void jitterStaysWithinTheLongestWait() {
		RetrySpec spec = new RetrySpec(100, Duration.ofMillis(10), 2, Duration.ofMillis(40), Duration.ofMillis(20));
		BackOffExecution waits = waits(spec.toPolicy());
		for (int i = 1; i < 100; i++) {
			assertThat(waits.nextBackOff()).isBetween(0L, 40L);
		}
	}

	@Test
	void aFrontendIsRetriedForEverUnlessAttemptsAreSet() {
		BackOffExecution waits = RetrySpec.OFF.toFrontendBackOff().start();
		for (int i = 0; i < 1000; i++) {
			assertThat(waits.nextBackOff()).isBetween(100L, 10_000L);
		}
	}

	@Test
	void aFrontendIsRetriedAsOftenAsAttemptsAreLeft() {
		BackOffExecution waits = RetrySpec.attempts(3).delay(Duration.ZERO).toFrontendBackOff().start();
		assertThat(waits.nextBackOff()).isEqualTo(1);
		assertThat(waits.nextBackOff()).isEqualTo(2);
		assertThat(waits.nextBackOff()).isEqualTo(BackOffExecution.STOP);
	}

	@Test
	void aDelayThatIsLongerThanTheLongestWaitRaisesIt() {
		RetrySpec spec = RetrySpec.attempts(2).delay(Duration.ofMinutes(1));
		assertThat(spec.maxDelay()).isEqualTo(Duration.ofMinutes(1));
		assertThat(spec.delay(Duration.ofSeconds(1)).maxDelay()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void thereIsAtLeastOneAttempt() {
		assertThatIllegalArgumentException().isThrownBy(() -> RetrySpec.attempts(0))
			.withMessage("'max-attempts' counts the first try and must be at least 1 but was 0");
	}

	@Test
	void theDelayIsNotNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> RetrySpec.OFF.delay(Duration.ofMillis(-1)))
			.withMessage("'delay' must not be negative but was PT-0.001S");
	}

	@Test
	void theMultiplierIsAtLeastOne() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RetrySpec(2, Duration.ZERO, 0.5, Duration.ZERO, Duration.ZERO))
			.withMessage("'multiplier' must be at least 1 but was 0.5");
	}

	@Test
	void theMultiplierIsANumber() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RetrySpec(2, Duration.ZERO, Double.NaN, Duration.ZERO, Duration.ZERO))
			.withMessage("'multiplier' must be at least 1 but was NaN");
	}

	@Test
	void theLongestWaitIsNotShorterThanTheFirst() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RetrySpec(2, Duration.ofSeconds(2), 1, Duration.ofSeconds(1), Duration.ZERO))
			.withMessage("'max-delay' must not be less than 'delay' (PT2S) but was PT1S");
	}

	@Test
	void theJitterIsNotNegative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RetrySpec(2, Duration.ZERO, 1, Duration.ZERO, Duration.ofMillis(-1)))
			.withMessage("'jitter' must not be negative but was PT-0.001S");
	}

	private static BackOffExecution waits(RetryPolicy policy) {
		return policy.getBackOff().start();
	}

}
