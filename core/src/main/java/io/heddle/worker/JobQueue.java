package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to do: errands in the order in which they came, and standing orders
 * by the time at which they are due. The two take turns where there is of both.
 * <p>
 * A lane that finds nothing enlists, and sleeps until the first order is due. Whoever
 * adds something takes one lane from the list and wakes it; a lane that was woken and
 * leaves without a job passes that on. Thread-safe; no code of the user is called.
 */
final class JobQueue {

	private final String worker;

	private final IntSupplier capacity;

	private final Ticker ticker;

	private final WorkerErrors errors;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	/** Guarded by the lock. */
	private final Deque<Errand> errands = new ArrayDeque<>();

	/** The newest errand of each key that has not been answered; guarded by the lock. */
	private final Map<String, Errand> newest = new HashMap<>();

	/** Changed under the lock. */
	private final StandingOrders orders;

	/** Those that sleep; guarded by the lock. */
	private final List<LaneRun> sleepers = new ArrayList<>();

	/** Those that can run nothing at the moment; guarded by the lock. */
	private final Set<LaneRun> resters = new HashSet<>();

	/** Whether an order had the last turn; guarded by the lock. */
	private boolean orderWasLast;

	/** What is accepted, and what is given; guarded by the lock. */
	private QueueState state = QueueState.FILLING;

	JobQueue(IntSupplier capacity, String worker, Ticker ticker, WorkerErrors errors) {
		this.capacity = capacity;
		this.worker = worker;
		this.ticker = ticker;
		this.errors = errors;
		this.orders = new StandingOrders(ticker.nanos());
	}

	WorkerErrors errors() {
		return this.errors;
	}

	long nowNanos() {
		return this.ticker.nanos();
	}

	/** Accepts errands, gives jobs. */
	void open() {
		become(QueueState.OPEN);
	}

	/** Accepts no errands, gives those that it has. Whoever waits for room gives up. */
	void drain() {
		become(QueueState.DRAINING);
	}

	private void become(QueueState next) {
		this.lock.lock();
		try {
			this.state = next;
			wakeAll();
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives the errands that have not begun, which are not in it any more. */
	List<Errand> clear() {
		return locked(() -> {
			List<Errand> left = new ArrayList<>(this.errands);
			this.errands.clear();
			left.forEach(this::forget);
			wakeAll();
			this.room.signalAll();
			return left;
		});
	}

	/** Gives the errands that have waited for that long, which are not in it any more. */
	List<Errand> clearOlderThan(long nanos) {
		this.lock.lock();
		try {
			List<Errand> old = new ArrayList<>();
			long now = this.ticker.nanos();
			for (Errand first = this.errands.peek(); first != null
					&& now - first.sinceNanos() >= nanos; first = this.errands.peek()) {
				forget(first);
				old.add(this.errands.remove());
			}
			this.room.signalAll();
			return old;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Since when the first errand waits, {@code null} if there is none. */
	@Nullable Long firstSinceNanos() {
		return locked(() -> this.errands.isEmpty() ? null : this.errands.element().sinceNanos());
	}

	/** A lane can run nothing: it is told of the next first errand. */
	void rests(LaneRun lane) {
		locked(() -> this.resters.add(lane));
	}

	/** A lane can run something again, or ends. */
	void goesOn(LaneRun lane) {
		locked(() -> this.resters.remove(lane));
	}

	/** Those that can run nothing look again. */
	void wakeResters() {
		List<LaneRun> present = locked(() -> List.copyOf(this.resters));
		present.forEach(LaneRun::wake);
	}

	/** The newest errand of that key that has not been answered. */
	@Nullable Errand newest(String key) {
		return locked(() -> this.newest.get(key));
	}

	/**
	 * Adds an errand at the end; <b>blocks</b> while there is no room, if it may.
	 * @param before the newest errand of its key, when the caller looked
	 * @param same whether that has the same task, so that this one joins it
	 * @return false if another one is the newest now, so that the caller has to look
	 * again
	 */
	boolean offer(Errand errand, @Nullable Errand before, boolean same, boolean mayWait) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			if (errand.key() != null && this.newest.get(errand.key()) != before) {
				return false;
			}
			requireOpen();
			int waiting = (same && before != null) ? before.handles().size() : this.errands.size();
			if (waiting >= this.capacity.getAsInt()) {
				awaitRoom(waiting, mayWait);
				return false;
			}
			if (same && before != null) {
				before.handles().addAll(errand.handles());
				return true;
			}
			this.errands.add(errand);
			if (this.errands.size() == 1) {
				this.resters.forEach(LaneRun::wake);
			}
			if (errand.key() != null) {
				this.newest.put(errand.key(), errand);
			}
			wakeOne();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireOpen() {
		if (this.state == QueueState.DRAINING) {
			throw new IllegalStateException("Worker '%s' has been stopped: start it again".formatted(this.worker));
		}
	}

	@SuppressWarnings("WaitNotInLoop") // the caller looks again
	private void awaitRoom(int waiting, boolean mayWait) throws InterruptedException {
		if (this.state == QueueState.FILLING || !mayWait) {
			throw new IllegalStateException(
					"The queue of worker '%s' is full with %d tasks, and %s: raise 'queue-capacity'"
						.formatted(this.worker, waiting, (this.state == QueueState.FILLING) ? "it is not started"
								: "its own threads cannot wait for it"));
		}
		this.room.await();
	}

	StandingOrders orders() {
		return this.orders;
	}

	/** Takes the place of the order with the same key. */
	void add(StandingOrder order) {
		this.lock.lock();
		try {
			this.orders.add(order, this.ticker.nanos());
			wakeOne();
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(String key) {
		locked(() -> {
			this.orders.remove(key);
			return true;
		});
	}

	/** Orders are silent for that time. */
	void silence(Duration time) {
		this.lock.lock();
		try {
			this.orders.silence(this.ticker.nanos() + Deadline.nanosOf(time));
			wakeAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	Duration silence() {
		return locked(() -> Duration.ofNanos(Math.max(0, this.orders.silentNanos() - this.ticker.nanos())));
	}

	int size() {
		return locked(() -> this.errands.size());
	}

	/** Whether nothing will come any more. */
	boolean isOver() {
		return locked(() -> this.state == QueueState.DRAINING && this.errands.isEmpty());
	}

	/** Whether somebody waits for an errand; if not, nobody joins it any more. */
	boolean isWanted(Errand errand) {
		return locked(() -> {
			boolean wanted = errand.handles().stream().anyMatch((handle) -> !handle.future().isDone());
			if (!wanted) {
				forget(errand);
			}
			return wanted;
		});
	}

	/** Nobody joins it any more; under the lock. */
	private void forget(Errand errand) {
		if (errand.key() != null) {
			this.newest.remove(errand.key(), errand);
		}
	}

	/** Those who wait for an errand, to be answered; nobody joins it any more. */
	List<Handle> finish(Errand errand) {
		this.lock.lock();
		try {
			forget(errand);
			this.room.signalAll();
			return List.copyOf(errand.handles());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** An order has been run, and is due again if it has a period. */
	void finish(StandingOrder order) {
		locked(() -> {
			this.orders.finish(order);
			wakeOne();
			return true;
		});
	}

	/**
	 * The next job; <b>blocks</b> until there is one.
	 * @return {@code null} if the lane has to look for itself: at the end, and when there
	 * are news for it
	 */
	@Nullable Job take(LaneRun lane) {
		this.lock.lock();
		try {
			while (true) {
				boolean over = this.state == QueueState.DRAINING && this.errands.isEmpty();
				Job job = (over || lane.hasNews()) ? null : poll();
				if (job != null || over || lane.hasNews()) {
					if (!over && (job == null || this.orders.areWaiting())) {
						wakeOne(); // somebody else watches the time
					}
					return job;
				}
				this.sleepers.add(lane);
				sleep();
				this.sleepers.remove(lane);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private <R extends @Nullable Object> R locked(Supplier<R> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Under the lock. */
	private @Nullable Job poll() {
		if (this.state == QueueState.FILLING) {
			return null;
		}
		long now = this.ticker.nanos();
		boolean due = this.state == QueueState.OPEN && this.orders.firstNanos(now) - now <= 0;
		if (due && (this.errands.isEmpty() || !this.orderWasLast)) {
			this.orderWasLast = true;
			return this.orders.take(now);
		}
		this.orderWasLast = false;
		Errand first = this.errands.poll();
		if (first != null) {
			this.room.signalAll(); // whoever is woken may have no use for it
		}
		return first;
	}

	/** Under the lock, except while it sleeps; an interrupt is meant for nobody. */
	@SuppressWarnings("Interruption")
	private void sleep() {
		long until = this.orders.firstNanos(this.ticker.nanos());
		this.lock.unlock();
		try {
			Thread.interrupted();
			this.ticker.parkUntil(this, until);
		}
		finally {
			this.lock.lock();
		}
	}

	/** Under the lock. */
	private void wakeOne() {
		if (!this.sleepers.isEmpty()) {
			LockSupport.unpark(this.sleepers.remove(this.sleepers.size() - 1).thread());
		}
	}

	/** Under the lock. */
	private void wakeAll() {
		this.sleepers.forEach((sleeper) -> LockSupport.unpark(sleeper.thread()));
		this.sleepers.clear();
	}

	/** What a queue accepts and gives. */
	private enum QueueState {

		/** Accepts, and gives nothing yet. */
		FILLING,

		/** Accepts and gives. */
		OPEN,

		/** Gives what it has, without orders. */
		DRAINING

	}

}
