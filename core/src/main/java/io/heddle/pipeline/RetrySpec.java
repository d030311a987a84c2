package io.heddle.pipeline;

import java.time.Duration;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How often and how fast an item that failed is tried again; Spring's {@link RetryPolicy}
 * does the reckoning.
 *
 * @param maxAttempts how often an item is tried in all, the first time included; 1 means
 * no retry
 * @param delay the wait before the first retry
 * @param multiplier by which each wait is longer than the one before; 1 keeps it constant
 * @param maxDelay the longest wait
 * @param jitter by how much a wait is varied at random, up or down
 */
public record RetrySpec(int maxAttempts, Duration delay, double multiplier, Duration maxDelay, Duration jitter) {

	public static final int DEFAULT_MAX_ATTEMPTS = 1;

	public static final Duration DEFAULT_DELAY = Duration.ofMillis(100);

	public static final double DEFAULT_MULTIPLIER = 2;

	public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(10);

	public static final Duration DEFAULT_JITTER = Duration.ZERO;

	/** No retry; the other values are the defaults. */
	public static final RetrySpec OFF = new RetrySpec(DEFAULT_MAX_ATTEMPTS, DEFAULT_DELAY, DEFAULT_MULTIPLIER,
			DEFAULT_MAX_DELAY, DEFAULT_JITTER);

	public RetrySpec {
		Assert.isTrue(maxAttempts >= 1,
				() -> "'max-attempts' counts the first try and must be at least 1 but was %d".formatted(maxAttempts));
		Assert.isTrue(!delay.isNegative(), () -> "'delay' must not be negative but was %s".formatted(delay));
		Assert.isTrue(multiplier >= 1, () -> "'multiplier' must be at least 1 but was %s".formatted(multiplier));
		Assert.isTrue(maxDelay.compareTo(delay) >= 0,
				() -> "'max-delay' must not be less than 'delay' (%s) but was %s".formatted(delay, maxDelay));
		Assert.isTrue(!jitter.isNegative(), () -> "'jitter' must not be negative but was %s".formatted(jitter));
	}

	/** That many attempts in all, with the default waits between them. */
	public static RetrySpec attempts(int maxAttempts) {
		return new RetrySpec(maxAttempts, DEFAULT_DELAY, DEFAULT_MULTIPLIER, DEFAULT_MAX_DELAY, DEFAULT_JITTER);
	}

	/** The same with another wait before the first retry. */
	public RetrySpec delay(Duration delay) {
		Duration max = (this.maxDelay.compareTo(delay) >= 0) ? this.maxDelay : delay;
		return new RetrySpec(this.maxAttempts, delay, this.multiplier, max, this.jitter);
	}

	boolean isOn() {
		return this.maxAttempts > 1;
	}

	/**
	 * The waits of a frontend between two calls of {@code produce}: as many as there are
	 * retries, or without end if none are set.
	 */
	BackOff toFrontendBackOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(Math.max(1, this.delay.toMillis()), this.multiplier);
		backOff.setMaxInterval(Math.max(1, this.maxDelay.toMillis()));
		backOff.setJitter(this.jitter.toMillis());
		if (isOn()) {
			backOff.setMaxAttempts(this.maxAttempts - 1L);
		}
		return backOff;
	}

	RetryPolicy toPolicy() {
		Duration longest = this.maxDelay.isZero() ? Duration.ofMillis(1) : this.maxDelay;
		return RetryPolicy.builder()
			.maxRetries(this.maxAttempts - 1)
			.delay(this.delay)
			.multiplier(this.multiplier)
			.maxDelay(longest)
			.jitter(this.jitter)
			.build();
	}

}
