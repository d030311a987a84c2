package io.heddle.periodic;

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

	/** Owes an iteration at a given time. */
	void oweTime() {
		this.owed++;
	}

	/** Owes one that is wanted now, unless there is one for each lane. */
	void oweWish() {
		this.owed += (this.owed < max()) ? 1 : 0;
	}

	/** Owes one by the schedule if there is room in the queue. */
	boolean oweTick() {
		boolean room = this.spec.overlap() == Overlap.QUEUE && this.owed < this.spec.threads();
		this.owed += room ? 1 : 0;
		return room;
	}

	/** Whether one that is owed begins now. */
	boolean pay() {
		boolean begins = this.owed > 0 && !areFull();
		this.owed -= begins ? 1 : 0;
		return begins;
	}

}
