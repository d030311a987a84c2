package io.heddle.worker;

import java.time.Duration;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * When the next child may be started: after each crash twice as late as after the one
 * before, until one has done a task. For one thread.
 */
final class Restarts {

	private final ExponentialBackOff backOff = new ExponentialBackOff();

	private final Ticker ticker;

	private @Nullable BackOffExecution execution;

	private long nextNanos;

	Restarts(Duration first, Ticker ticker) {
		this.backOff.setInitialInterval(first.toMillis());
		this.backOff.setMultiplier(2);
		this.backOff.setMaxInterval(Math.max(first.toMillis(), WorkerSpec.MAX_RESTART_BACKOFF.toMillis()));
		this.ticker = ticker;
		this.nextNanos = ticker.nanos();
	}

	/** A child has ended by itself. */
	void crashed() {
		BackOffExecution present = this.execution;
		if (present == null) {
			present = this.backOff.start();
			this.execution = present;
		}
		this.nextNanos = this.ticker.nanos() + Deadline.nanosOf(Duration.ofMillis(present.nextBackOff()));
	}

	/** A child is well. */
	void succeeded() {
		this.execution = null;
	}

	/** When the next one may be started. */
	long nextNanos() {
		return this.nextNanos;
	}

}
