package io.heddle.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.heddle.buffer.StoppedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Decides what becomes of an item that failed: retry, and when that is used up skip, dead
 * letter or stop. Used by one thread.
 */
final class ErrorPolicy {

	private static final Logger logger = LoggerFactory.getLogger(ErrorPolicy.class);

	private final Worker worker;

	private final Counts counts;

	private final StageSpec spec;

	private final RetryPolicy retry;

	private boolean logged;

	ErrorPolicy(Worker worker) {
		this.worker = worker;
		this.counts = worker.counts();
		this.spec = worker.spec();
		this.retry = this.spec.retry().toPolicy();
	}

	/**
	 * Deals with an item whose first attempt failed.
	 * @param again one more attempt, which counts its own success
	 * @return whether the item was dealt with: processed, skipped or put aside
	 */
	boolean handle(Object item, Throwable first, Attempt again) {
		Outcome outcome = retry(first, again);
		return switch (outcome.end()) {
			case PROCESSED -> true;
			case CUT_OFF -> abandon(List.of(item), outcome.last());
			case FAILED -> giveUp(item, outcome.last(), outcome.attempts());
		};
	}

	/**
	 * Deals with a batch whose first attempt failed: retries it whole and then tries its
	 * items one by one.
	 * @return whether all items were dealt with
	 */
	boolean handleBatch(List<Object> batch, Throwable first, BatchAttempt again) {
		Outcome outcome = retry(first, () -> again.run(batch));
		return switch (outcome.end()) {
			case PROCESSED -> true;
			case CUT_OFF -> abandon(batch, outcome.last());
			case FAILED -> (batch.size() == 1) ? giveUp(batch.get(0), outcome.last(), outcome.attempts())
					: oneByOne(batch, outcome.attempts() + 1, again);
		};
	}

	private boolean oneByOne(List<Object> batch, int attempts, BatchAttempt again) {
		boolean allDealtWith = true;
		for (int i = 0; i < batch.size(); i++) {
			if (this.worker.isCancelled()) {
				this.worker.abandon(batch.subList(i, batch.size()));
				return false;
			}
			Object item = batch.get(i);
			Outcome outcome = attempt(() -> again.run(List.of(item)), attempts);
			allDealtWith &= switch (outcome.end()) {
				case PROCESSED -> true;
				case CUT_OFF -> abandon(List.of(item), outcome.last());
				case FAILED -> giveUp(item, outcome.last(), attempts);
			};
		}
		return allDealtWith;
	}

	private Outcome retry(Throwable first, Attempt again) {
		Outcome outcome = failed(first, 1);
		BackOffExecution waits = this.retry.getBackOff().start();
		while (outcome.end() == End.FAILED && this.spec.retry().isOn() && this.retry.shouldRetry(outcome.last())) {
			long next = waits.nextBackOff();
			if (next == BackOffExecution.STOP) {
				return outcome;
			}
			if (!this.worker.pause(Duration.ofMillis(next))) {
				return new Outcome(End.CUT_OFF, outcome.last(), outcome.attempts());
			}
			this.counts.retried();
			outcome = attempt(again, outcome.attempts() + 1);
		}
		return outcome;
	}

	private Outcome attempt(Attempt again, int attempts) {
		try {
			again.run();
			return new Outcome(End.PROCESSED, null, attempts);
		}
		catch (Throwable ex) {
			return failed(ex, attempts);
		}
	}

	/** An exception in a thread that was cancelled says nothing about the item. */
	private Outcome failed(Throwable cause, int attempts) {
		return new Outcome(this.worker.isCancelled() ? End.CUT_OFF : End.FAILED, cause, attempts);
	}

	private boolean abandon(List<Object> items, Throwable cause) {
		this.worker.abandon(items);
		if (!this.worker.isCancelled()) {
			// interrupted by somebody else
			this.worker.fail(cause);
		}
		else if (!(cause instanceof StoppedException || cause instanceof InterruptedException)) {
			this.worker.addFailure(cause);
		}
		return false;
	}

	private boolean giveUp(Object item, Throwable cause, int attempts) {
		return switch (this.spec.onError()) {
			case SKIP -> skip(cause, attempts);
			case DEAD_LETTER -> putAside(item, cause, attempts);
			case STOP, RETRY -> fail(cause);
		};
	}

	private boolean fail(Throwable cause) {
		this.counts.failed();
		this.worker.fail(cause);
		return false;
	}

	private boolean skip(Throwable cause, int attempts) {
		this.worker.tellIfFatal(cause);
		this.counts.failed();
		log("skips an item that failed", cause, attempts);
		return true;
	}

	private boolean putAside(Object item, Throwable cause, int attempts) {
		try {
			Instant now = this.worker.ticker().now();
			this.worker.deadLetters()
				.add(new DeadLetter(0, this.worker.pipeline(), this.worker.stage(), item, cause, attempts, now));
		}
		catch (Throwable ex) {
			if (ex != cause) {
				cause.addSuppressed(ex);
			}
			return fail(cause);
		}
		this.worker.tellIfFatal(cause);
		this.counts.deadLettered();
		log("put aside an item that failed", cause, attempts);
		return true;
	}

	/** Every failure is counted; the stack of the first one of a thread is enough. */
	private void log(String what, Throwable cause, int attempts) {
		if (!this.logged) {
			this.logged = true;
			logger.warn(
					"Stage '{}' of pipeline '{}' {} {} times; further ones of this thread are logged at debug level",
					this.worker.stage(), this.worker.pipeline(), what, attempts, cause);
			return;
		}
		logger.debug("Stage '{}' of pipeline '{}' {} {} times", this.worker.stage(), this.worker.pipeline(), what,
				attempts, cause);
	}

	/** One more attempt. */
	@FunctionalInterface
	interface Attempt {

		void run() throws Exception;

	}

	/** One more attempt with these items. */
	@FunctionalInterface
	interface BatchAttempt {

		void run(List<Object> items) throws Exception;

	}

	private enum End {

		PROCESSED, FAILED, CUT_OFF

	}

	/** How the attempts ended; the cause is that of the last one unless it succeeded. */
	private record Outcome(End end, @Nullable Throwable cause, int attempts) {

		Throwable last() {
			return Objects.requireNonNull(this.cause);
		}

	}

}
