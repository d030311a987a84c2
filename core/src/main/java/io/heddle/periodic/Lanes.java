package io.heddle.periodic;

import io.heddle.periodic.Agenda.Reason;

/**
 * How many iterations of a run may go on at the same time, and how many have to begin as
 * soon as one has ended. The lock of the run guards it.
 */
final class Lanes {

	private final PeriodicWork work;

	private final PeriodicCounts counts;

	private PeriodicSpec spec;

	/** Iterations that wait for another one to end. */
	private int owed;

	Lanes(PeriodicSpec spec, PeriodicWork work, PeriodicCounts counts) {
		this.spec = spec;
		this.work = work;
		this.counts = counts;
	}

	/** May close lanes in which iterations go on. */
	void spec(PeriodicSpec spec) {
		this.spec = spec;
	}

	private int max() {
		return this.work.target().isSplit() ? 1 : this.spec.threads();
	}

	boolean areSeveral() {
		return max() > 1;
	}

	boolean areFull() {
		return this.counts.running() >= max();
	}

	/**
	 * One is due and all are full, so it is owed; but a wish only if there is none for
	 * each lane, and what the schedule says only if it may be queued.
	 * @return whether it is left out, which no given time and no wish is
	 */
	boolean passOver(Reason reason) {
		int room = switch (reason) {
			case SCHEDULE -> (this.spec.overlap() == Overlap.QUEUE) ? this.spec.threads() : 0;
			case WISH -> max();
			case TIME -> Integer.MAX_VALUE;
		};
		boolean fits = this.owed < room;
		this.owed += fits ? 1 : 0;
		return !fits && reason == Reason.SCHEDULE;
	}

	/** Whether one that is owed begins now. */
	boolean pay() {
		boolean begins = this.owed > 0 && !areFull();
		this.owed -= begins ? 1 : 0;
		return begins;
	}

}
