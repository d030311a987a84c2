package io.heddle.periodic;

import io.heddle.time.Ticker;

/**
 * Runs each {@link Tick} once at its time and not before, in some thread, without any
 * lock held.
 */
interface TickTimer {

	/** The clock by which it goes. */
	Ticker ticker();

	/** Schedules a tick, or moves it if it is scheduled. */
	void schedule(Tick tick, long atNanos);

	/** The same for a tick that is about to return. */
	void scheduleAtEnd(Tick tick, long atNanos);

	/** Takes a tick back. Harmless if it is not scheduled. */
	void cancel(Tick tick);

}
