package io.heddle.pipeline;

/**
 * The sums over threads of a stage.
 *
 * @param items counts of items
 * @param aliveNanos how long they lived, without pauses
 * @param idleNanos how long they waited for items
 * @param blockedNanos how long they waited for room
 */
record StageTotals(StageSnapshot.Items items, long aliveNanos, long idleNanos, long blockedNanos) {

	static final StageTotals NONE = new StageTotals(new StageSnapshot.Items(0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0);

	static StageTotals of(Worker worker) {
		return new StageTotals(worker.counts().toItems(), worker.aliveNanos(), worker.idleNanos(),
				worker.blockedNanos());
	}

	/** Items that were found in the queue after the end: taken in and abandoned. */
	static StageTotals abandoned(long count) {
		return new StageTotals(new StageSnapshot.Items(count, 0, 0, 0, 0, 0, 0, count), 0, 0, 0);
	}

	/** Items that a thread had taken when it was left behind. */
	StageTotals plusInHand() {
		return plus(new StageTotals(new StageSnapshot.Items(0, 0, 0, 0, 0, 0, 0, this.items.inHand()), 0, 0, 0));
	}

	StageTotals plus(StageTotals other) {
		return new StageTotals(this.items.plus(other.items), this.aliveNanos + other.aliveNanos,
				this.idleNanos + other.idleNanos, this.blockedNanos + other.blockedNanos);
	}

	StageSnapshot.TimeShare shares() {
		double alive = Math.max(1, this.aliveNanos);
		double idle = Math.min(1, this.idleNanos / alive);
		double blocked = Math.min(1 - idle, this.blockedNanos / alive);
		double busy = (this.aliveNanos > 0) ? 1 - idle - blocked : 0;
		return new StageSnapshot.TimeShare(busy, idle, blocked);
	}

}
