package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The threads of a stage that have not ended, and who of them is wanted. Not thread-safe:
 * guarded by the lock of its group.
 */
final class Roster {

	private final List<Worker> workers = new ArrayList<>();

	void add(Worker worker) {
		this.workers.add(worker);
	}

	/** Takes a worker off; false if it was left behind before. */
	boolean remove(Worker worker) {
		return this.workers.remove(worker);
	}

	/** Takes all workers off. */
	List<Worker> removeAll() {
		List<Worker> all = sorted();
		this.workers.clear();
		return all;
	}

	boolean isEmpty() {
		return this.workers.isEmpty();
	}

	boolean hasRetiring() {
		return this.workers.stream().anyMatch((worker) -> worker.state() == WorkerState.RETIRING);
	}

	/** All workers by index. */
	List<Worker> sorted() {
		return this.workers.stream().sorted(Comparator.comparingInt(Worker::threadIndex)).toList();
	}

	/** Retires the last ones beyond that many. */
	void retireBeyond(int wanted) {
		List<Worker> active = inState(WorkerState.ACTIVE);
		active.stream().skip(wanted).forEach(Worker::retire);
	}

	/**
	 * Keeps workers that retire, so far as that many are wanted.
	 * @return how many are missing then
	 */
	int keepUpTo(int wanted) {
		int missing = wanted - inState(WorkerState.ACTIVE).size();
		for (Worker surplus : inState(WorkerState.RETIRING)) {
			if (missing > 0 && surplus.keep()) {
				missing--;
			}
		}
		return Math.max(0, missing);
	}

	/** The indexes of this moment for which {@link #isFree} holds, lowest first. */
	IntStream freeIndexes() {
		BitSet taken = new BitSet();
		this.workers.stream()
			.filter((worker) -> worker.state() != WorkerState.LEFT)
			.forEach((worker) -> taken.set(worker.threadIndex()));
		return IntStream.iterate(taken.nextClearBit(0), (index) -> taken.nextClearBit(index + 1));
	}

	/** Whether nobody works under that index; one that has left may still clean up. */
	boolean isFree(int index) {
		return this.workers.stream()
			.noneMatch((worker) -> worker.threadIndex() == index && worker.state() != WorkerState.LEFT);
	}

	private List<Worker> inState(WorkerState state) {
		return sorted().stream().filter((worker) -> worker.state() == state).toList();
	}

}
