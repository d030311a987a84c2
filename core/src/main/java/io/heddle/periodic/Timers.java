package io.heddle.periodic;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Where the runs of an object get their timer from.
 *
 * @param scheduler the one that it shares with others
 * @param timer the one that it has been given, if it has
 * @param given the clock that it has been given, if it has
 */
record Timers(PeriodicScheduler scheduler, @Nullable TickTimer timer, @Nullable Ticker given) {

	Timers with(PeriodicScheduler scheduler) {
		return new Timers(scheduler, this.timer, this.given);
	}

	Ticker ticker() {
		if (this.timer != null) {
			return this.timer.ticker();
		}
		return (this.given != null) ? this.given : this.scheduler.timer().ticker();
	}

	/** The timer for a run with those settings. */
	TickTimer timer(PeriodicSpec spec) {
		if (this.timer != null) {
			return this.timer;
		}
		boolean own = spec.dedicatedThread() || this.given != null;
		return own ? this.scheduler.dedicated(spec.name(), spec.threads(), ticker()) : this.scheduler.timer();
	}

}
