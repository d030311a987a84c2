package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a lane needs and cannot have: a child that starts, or a thread that comes back.
 * While all lanes are in want, no task waits longer than it may take. For the thread of
 * one lane, except what {@link #why} it is.
 */
final class Shortage {

	private final LaneParts parts;

	private volatile @Nullable String why;

	private long sinceNanos;

	Shortage(LaneParts parts) {
		this.parts = parts;
	}

	/** Why nothing can be run, {@code null} if it can. May be called by anybody. */
	@Nullable String why() {
		return this.why;
	}

	/**
	 * There is one, for that reason. From now on the lane is woken when it may be over.
	 * @return whether there was none before, so that the caller has to look again
	 */
	boolean begin(LaneRun lane, String reason) {
		boolean first = this.why == null;
		if (first) {
			this.sinceNanos = this.parts.ticker().nanos();
			this.parts.queue().rests(lane);
		}
		this.why = reason;
		return first;
	}

	void end(LaneRun lane) {
		if (this.why != null) {
			this.why = null;
			this.parts.queue().goesOn(lane);
		}
	}

	/** <b>Waits</b> for something to happen, until then; the caller looks again. */
	void rest(LaneRun lane, long untilNanos) {
		String reason = this.why;
		long timeout = Deadline.nanosOf(this.parts.spec().taskTimeout());
		if (reason == null || timeout == 0 || !lane.isStranded()) {
			lane.rest(untilNanos);
		}
		else if (!failOld(timeout, reason)) {
			lane.rest(earlier(untilNanos, nextNanos(timeout)));
		}
	}

	private static long earlier(long oneNanos, @Nullable Long otherNanos) {
		return (otherNanos == null || oneNanos - otherNanos < 0) ? oneNanos : otherNanos;
	}

	/** When the first task will have waited for too long, {@code null} if none waits. */
	private @Nullable Long nextNanos(long timeoutNanos) {
		Long first = this.parts.queue().firstSinceNanos();
		if (first == null) {
			return null;
		}
		return ((first - this.sinceNanos > 0) ? first : this.sinceNanos) + timeoutNanos;
	}

	/** What was sent before it began has waited since then for something else. */
	private boolean failOld(long timeoutNanos, String reason) {
		if (this.parts.ticker().nanos() - this.sinceNanos < timeoutNanos) {
			return false;
		}
		List<Errand> old = this.parts.queue().clearOlderThan(timeoutNanos);
		Duration timeout = this.parts.spec().taskTimeout();
		old.forEach((errand) -> fail(errand, new TimeoutException("%s of worker '%s' has waited longer than %s: %s"
			.formatted(errand.describe(), this.parts.spec().name(), timeout, reason))));
		return !old.isEmpty();
	}

	/** There is no hope any more. Other lanes may have some. */
	void failAll(LaneRun lane, Function<Errand, Throwable> failure) {
		if (lane.isStranded()) {
			this.parts.queue().clear().forEach((errand) -> fail(errand, failure.apply(errand)));
		}
	}

	private void fail(Errand errand, Throwable failure) {
		this.parts.counts().failed(failure);
		errand.answer(Answer.failed(failure));
	}

}
