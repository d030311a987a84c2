package io.heddle.periodic;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Where the runs of an object get their timer from.
 *
 * @param chosen the one that it has been told to share with others, if it has
 * @param fallback the one that it shares else
 * @param timer the one that it has been given, if it has
 * @param given the clock that it has been given, if it has
 */
record Timers(@Nullable PeriodicScheduler chosen, PeriodicScheduler fallback, @Nullable TickTimer timer,
		@Nullable Ticker given) {

	/** With another scheduler for who has not chosen one. */
	Timers fallback(PeriodicScheduler scheduler) {
		return new Timers(this.chosen, scheduler, this.timer, this.given);
	}

	private PeriodicScheduler scheduler() {
		return (this.chosen != null) ? this.chosen : this.fallback;
	}

	Ticker ticker() {
		if (this.timer != null) {
			return this.timer.ticker();
		}
		return (this.given != null) ? this.given : scheduler().timer().ticker();
	}

	/** The timer for a run with those settings. */
	TickTimer timer(PeriodicSpec spec) {
		if (this.timer != null) {
			return this.timer;
		}
		boolean own = spec.dedicatedThread() || this.given != null;
		return own ? scheduler().dedicated(spec.name(), spec.threads(), ticker()) : scheduler().timer();
	}

}
