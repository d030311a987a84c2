package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one run, whose lock guards them.
 */
final class PeriodicCounts {

	private static final long BRIEF_NANOS = 100_000;

	private @Nullable Instant started;

	private long count = -1;

	private long errors;

	private long errorsInARow;

	private long skipped;

	private long overruns;

	private long delayNanos;

	private long accDelayNanos;

	private double usage = 1;

	private @Nullable Instant last;

	private @Nullable Instant next;

	private @Nullable Instant lastSuccess;

	/** Since when there was no success: the last one, or the start. */
	private long failingNanos;

	/** The same by the clock on the wall. */
	private Instant failingSince = Instant.MAX;

	private long lastNanos;

	private @Nullable Throwable lastError;

	private int running;

	/** Counts of an object that was never started. */
	PeriodicCounts(@Nullable Instant next) {
		this.next = next;
	}

	void started(Instant at, long nanos) {
		this.started = at;
		succeeded(at, nanos);
	}

	private void succeeded(Instant at, long nanos) {
		this.failingSince = at;
		this.failingNanos = nanos;
	}

	void stopped() {
		this.started = null;
		this.next = null;
	}

	void next(@Nullable Instant next) {
		this.next = next;
	}

	void skipped(long more) {
		this.skipped += more;
	}

	/** An iteration begins; the first one is never late. */
	void began(Instant at, long lateNanos) {
		this.running++;
		this.last = at;
		this.count++;
		if (this.count > 0) {
			this.delayNanos = Math.max(0, lateNanos);
			this.accDelayNanos += this.delayNanos;
		}
	}

	void failed(Throwable failure) {
		this.errors++;
		this.lastError = failure;
	}

	/** An iteration does not go on any more. */
	void left() {
		this.running--;
	}

	/** What has come of it, after so many nanoseconds. */
	void ended(Instant at, long atNanos, boolean success, long nanos, double usage) {
		this.lastNanos = nanos;
		this.usage = usage;
		this.overruns += (usage > 1) ? 1 : 0;
		if (success) {
			this.errorsInARow = 0;
			this.lastSuccess = at;
			succeeded(at, atNanos);
		}
		else {
			this.errorsInARow++;
		}
	}

	long count() {
		return this.count;
	}

	/** Whether the last iteration was too short for anybody to see its thread. */
	boolean isBrief() {
		return this.count >= 0 && this.lastNanos < BRIEF_NANOS;
	}

	/**
	 * For how long there was no success. Whoever goes by the clock on the wall waits when
	 * that is set back, and cannot help it when that is set forward.
	 */
	Duration failingFor(Ticker ticker, boolean byWall) {
		Duration time = Duration.ofNanos(ticker.nanos() - this.failingNanos);
		Duration shown = byWall ? Duration.between(this.failingSince, ticker.now()) : time;
		return (shown.compareTo(time) < 0) ? shown : time;
	}

	int running() {
		return this.running;
	}

	PeriodicStats stats() {
		return new PeriodicStats(this.started, this.count, this.errors, this.errorsInARow, this.skipped, this.overruns,
				Duration.ofNanos(this.delayNanos), Duration.ofNanos(this.accDelayNanos), this.usage, this.last,
				this.next, this.lastSuccess, Duration.ofNanos(this.lastNanos), this.lastError, this.running);
	}

}
