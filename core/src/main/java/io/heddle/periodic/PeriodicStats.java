package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a run of a periodic object has come to; a start begins anew.
 *
 * @param started when it was started, {@code null} while it is not
 * @param count how many iterations came after the first one; -1 before that
 * @param errors how many times the target or a hook has failed
 * @param errorsInARow how many iterations have failed since the last success
 * @param skipped how many were left out, because others took too long
 * @param overruns how many took longer than the period
 * @param delay how late the last one began
 * @param accDelay how late all of them began, added up
 * @param usage the share of the period that the last one has taken; 1 before that, 0
 * after it if there is no period
 * @param last when the last one began, {@code null} before
 * @param next when the next one is planned, {@code null} if none is
 * @param lastSuccess when the last one that did not fail has ended, {@code null} before
 * @param lastDuration how long the last one took
 * @param lastError what was thrown last, {@code null} if nothing was
 * @param running how many go on now
 */
public record PeriodicStats(@Nullable Instant started, long count, long errors, long errorsInARow, long skipped,
		long overruns, Duration delay, Duration accDelay, double usage, @Nullable Instant last, @Nullable Instant next,
		@Nullable Instant lastSuccess, Duration lastDuration, @Nullable Throwable lastError, int running) {

	/** The mean lateness of an iteration. */
	public Duration avgDelay() {
		return (this.count > 0) ? this.accDelay.dividedBy(this.count) : this.accDelay;
	}

}
