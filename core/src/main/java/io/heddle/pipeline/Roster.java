package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Who works in a stage, who of them is wanted, and what those that are gone have counted.
 * <p>
 * Thread-safe by one lock; neither user code nor a link is called under it. A resize
 * decides here, makes the threads elsewhere and admits them here; whoever resizes sees to
 * it that nobody else does so in between.
 */
final class Roster {

	private final Control control;

	private final ReentrantLock lock = new ReentrantLock();

	private final List<Worker> workers = new ArrayList<>();

	/** Frontends that were told that they are surplus and may be on their way out. */
	private final Set<Worker> dismissed = new HashSet<>();

	/** Threads in their last steps, to be joined at the end. */
	private final List<Thread> leaving = new ArrayList<>();

	private final Ledger ledger = new Ledger();

	/** Whether the first threads have been started. */
	private boolean begun;

	/** Whether no thread will be added any more. */
	private boolean over;

	/** Written under the lock. */
	private volatile int target;

	Roster(int target, Control control) {
		this.target = target;
		this.control = control;
	}

	/** How many threads are wanted. */
	int target() {
		return this.target;
	}

	/** The first threads, which are to be started; those that come later start alone. */
	List<Worker> begin() {
		return locked(() -> {
			this.begun = true;
			return sorted();
		});
	}

	/**
	 * Takes new workers in, unless it is too late.
	 * @param closed the flags of control after which no thread is added
	 */
	Admission admit(Collection<Worker> fresh, int closed) {
		return locked(() -> {
			if (isClosed(closed)) {
				return Admission.REFUSED;
			}
			this.workers.addAll(fresh);
			return this.begun ? Admission.TO_BE_STARTED : Admission.WAITING_FOR_BEGIN;
		});
	}

	private boolean isClosed(int flags) {
		return this.over || this.control.has(flags);
	}

	/**
	 * Changes the number of threads that are wanted, and retires or keeps some.
	 * @return the indexes of the threads that are missing
	 */
	int[] resize(int threads) {
		return locked(() -> {
			this.target = threads;
			if (isClosed(Control.CANCEL)) {
				return new int[0];
			}
			inState(WorkerState.ACTIVE).stream().skip(threads).forEach(Worker::retire);
			int missing = keepUpTo(threads);
			askRetiring();
			return freeIndexes().limit(missing).toArray();
		});
	}

	/**
	 * The same for a frontend, whose threads end by themselves when they are told that
	 * they are surplus. One that is wanted again before it has left cannot be told from
	 * one that goes on; {@link #lacksSuccessor} looks when it leaves.
	 */
	int[] resizeFrontends(int threads) {
		return locked(() -> {
			int before = this.target;
			this.target = threads;
			if (isClosed(Control.STOP | Control.CANCEL)) {
				return new int[0];
			}
			this.workers.stream().filter((worker) -> worker.threadIndex() >= threads).forEach(this.dismissed::add);
			int[] missing = IntStream.range(before, threads).filter(this::isFree).toArray();
			IntStream.of(missing).forEach((index) -> this.dismissed.removeIf((w) -> w.threadIndex() == index));
			return missing;
		});
	}

	/**
	 * Whether this frontend, which has left, was dismissed and then wanted again, and
	 * nobody has taken its place.
	 */
	boolean lacksSuccessor(Worker worker) {
		return locked(() -> this.dismissed.remove(worker) && worker.threadIndex() < this.target
				&& !isClosed(Control.STOP | Control.CANCEL));
	}

	/**
	 * Keeps workers that retire, so far as that many are wanted.
	 * @return how many are missing then
	 */
	private int keepUpTo(int wanted) {
		int missing = wanted - inState(WorkerState.ACTIVE).size();
		for (Worker surplus : inState(WorkerState.RETIRING)) {
			if (missing > 0 && surplus.keep()) {
				missing--;
			}
		}
		return Math.max(0, missing);
	}

	/** Makes the threads look, or not look, whether they are surplus. */
	private void askRetiring() {
		if (inState(WorkerState.RETIRING).isEmpty()) {
			this.control.clear(Control.RETIRE);
		}
		else {
			this.control.set(Control.RETIRE);
		}
	}

	/** The indexes of this moment for which {@link #isFree} holds, lowest first. */
	private IntStream freeIndexes() {
		BitSet taken = new BitSet();
		this.workers.stream()
			.filter((worker) -> worker.state() != WorkerState.LEFT)
			.forEach((worker) -> taken.set(worker.threadIndex()));
		return IntStream.iterate(taken.nextClearBit(0), (index) -> taken.nextClearBit(index + 1));
	}

	/** Whether nobody works under that index; one that has left may still clean up. */
	private boolean isFree(int index) {
		return this.workers.stream()
			.noneMatch((worker) -> worker.threadIndex() == index && worker.state() != WorkerState.LEFT);
	}

	/** Takes off a worker that has ended. */
	Departure remove(Worker worker) {
		return locked(() -> {
			if (!this.workers.remove(worker)) {
				return Departure.LEFT_BEHIND_BEFORE;
			}
			this.ledger.settle(worker);
			this.leaving.removeIf((thread) -> !thread.isAlive());
			this.leaving.add(worker.thread());
			askRetiring();
			return isOverNow() ? Departure.LAST : Departure.ONE_OF_MANY;
		});
	}

	/**
	 * Takes off all workers, which are left to themselves.
	 * @return whether there is nobody any more, for the first time
	 */
	boolean leaveBehind() {
		return locked(() -> {
			sorted().forEach(this.ledger::leaveBehind);
			this.workers.clear();
			return isOverNow();
		});
	}

	/** Whether the last thread has just left; once. */
	private boolean isOverNow() {
		boolean now = !this.over && this.workers.isEmpty();
		this.over |= now;
		return now;
	}

	/** The threads that have not ended and were not left behind, by index. */
	List<Worker> workers() {
		return locked(this::sorted);
	}

	/** The threads that have ended, so far as they may not be gone. */
	List<Thread> leaving() {
		return locked(() -> List.copyOf(this.leaving));
	}

	/** See {@link Ledger#addRemaining}. */
	void addRemaining(List<Object> items, long handedOver) {
		locked(() -> {
			this.ledger.addRemaining(items, handedOver);
			return items;
		});
	}

	List<Object> abandonedItems() {
		return locked(this.ledger::abandonedItems);
	}

	StageTotals totals() {
		return locked(() -> this.ledger.totals(this.workers));
	}

	private List<Worker> sorted() {
		return this.workers.stream().sorted(Comparator.comparingInt(Worker::threadIndex)).toList();
	}

	private List<Worker> inState(WorkerState state) {
		return sorted().stream().filter((worker) -> worker.state() == state).toList();
	}

	private <V> V locked(Supplier<V> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What became of workers that came. */
	enum Admission {

		REFUSED, WAITING_FOR_BEGIN, TO_BE_STARTED

	}

	/** How a worker has left. */
	enum Departure {

		LEFT_BEHIND_BEFORE, ONE_OF_MANY, LAST

	}

}
