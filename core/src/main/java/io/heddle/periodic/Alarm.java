package io.heddle.periodic;

/**
 * The one {@link Tick} of a run. A thread of the timer may have taken it already when
 * another time is set; what counts then is the time that was set last. The lock of the
 * run guards it.
 */
final class Alarm {

	private final TickTimer timer;

	private final Tick tick;

	private boolean set;

	/** For when it was set last. */
	private long atNanos;

	/**
	 * One that is not set.
	 * @param body is run by the tick and has to ask whether it {@link #rings}
	 */
	Alarm(TickTimer timer, Runnable body) {
		this.timer = timer;
		this.tick = new Tick(body);
	}

	boolean isSet() {
		return this.set;
	}

	void set(long atNanos) {
		this.set = true;
		this.atNanos = atNanos;
		this.timer.schedule(this.tick, atNanos);
	}

	/** The same in a thread that is about to be free. */
	void setAtEnd(long atNanos) {
		this.set = true;
		this.atNanos = atNanos;
		this.timer.scheduleAtEnd(this.tick, atNanos);
	}

	/** Sets it for the same time if it is set; says whether it is. */
	boolean setAgain() {
		if (this.set) {
			setAtEnd(this.atNanos);
		}
		return this.set;
	}

	/** Whether the time has come for which it was set; it is not set any more then. */
	boolean rings(long nowNanos) {
		boolean rings = this.set && this.atNanos - nowNanos <= 0;
		this.set &= !rings;
		return rings;
	}

	void cancel() {
		this.set = false;
		this.timer.cancel(this.tick);
	}

}
