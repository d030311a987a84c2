package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * What the threads of a stage that are gone have counted and left over. Not thread-safe:
 * guarded by the lock of its roster.
 */
final class Ledger {

	private final List<Object> abandonedItems = new ArrayList<>();

	private StageTotals past = StageTotals.NONE;

	/** Whether a thread was left behind, with what it had claimed. */
	private boolean incomplete;

	/** Takes over from a thread that has ended. */
	void settle(Worker worker) {
		this.past = this.past.plus(StageTotals.of(worker));
		this.abandonedItems.addAll(worker.cutOff());
	}

	/** Closes the account of a thread that is left behind: what it holds is abandoned. */
	void leaveBehind(Worker worker) {
		this.incomplete = true;
		this.past = this.past.plus(StageTotals.of(worker).plusInHand());
	}

	/**
	 * Counts items that were left in the queue.
	 * @param handedOver how many items were put into the queue in all
	 */
	void addRemaining(List<Object> items, long handedOver) {
		this.past = this.past.plus(StageTotals.abandoned(items.size()));
		this.abandonedItems.addAll(items);
		if (this.incomplete) {
			this.past = this.past.plus(StageTotals.abandoned(handedOver - this.past.items().in()));
		}
	}

	/** The sums together with those of the threads that live. */
	StageTotals totals(List<Worker> live) {
		return live.stream().map(StageTotals::of).reduce(this.past, StageTotals::plus);
	}

	List<Object> abandonedItems() {
		return List.copyOf(this.abandonedItems);
	}

}
