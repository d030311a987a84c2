package io.heddle.background;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What only some tasks need, because somebody waits for them, asks for their states or
 * gives them a status. Made when it is first asked for. Whoever makes it looks at the
 * phase of the task afterwards, and whoever changes the phase looks for it afterwards, so
 * that one of the two sees the other.
 *
 * @param <T> the result
 */
final class TaskWatch<T extends @Nullable Object> {

	private static final ExecutionState[] STATES = ExecutionState.values();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<Throwable> callbackErrors = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	/** The states in order; there is room for all unless a user puts something in. */
	private final BlockingQueue<ExecutionState> states = new ArrayBlockingQueue<>(STATES.length);

	/** How many states are behind the task, those that it has left out included. */
	private int noted;

	/** Written under the lock. */
	private volatile @Nullable CompletableFuture<T> future;

	private volatile Object status = "";

	/**
	 * Takes note of the present state. Called for each change, by whoever makes it, and
	 * once when this is made; calls may overtake each other.
	 */
	void note(Task<T> task) {
		ExecutionState now = task.getExecutionState();
		noteStates(now, task);
		if (now == ExecutionState.CLOSED) {
			this.closed.countDown();
		}
		if (now.hasEnded()) {
			this.ended.countDown();
			complete(task);
		}
	}

	private void noteStates(ExecutionState now, Task<T> task) {
		this.lock.lock();
		try {
			for (; this.noted < STATES.length && STATES[this.noted].compareTo(now) <= 0; this.noted++) {
				if (task.takes(STATES[this.noted])) {
					this.states.offer(STATES[this.noted]);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void complete(Task<T> task) {
		CompletableFuture<T> present = this.future;
		if (present != null) {
			task.complete(present);
		}
	}

	/** The future of the task; of several that are made at once the first one. */
	CompletableFuture<T> future(Task<T> task) {
		CompletableFuture<T> result;
		this.lock.lock();
		try {
			CompletableFuture<T> present = this.future;
			result = (present != null) ? present : new TaskFuture<>(task);
			this.future = result;
		}
		finally {
			this.lock.unlock();
		}
		if (task.getExecutionState().hasEnded()) {
			task.complete(result);
		}
		return result;
	}

	CountDownLatch ended() {
		return this.ended;
	}

	CountDownLatch closed() {
		return this.closed;
	}

	BlockingQueue<ExecutionState> states() {
		return this.states;
	}

	List<Throwable> callbackErrors() {
		return this.callbackErrors;
	}

	Object status() {
		return this.status;
	}

	void status(Object status) {
		this.status = status;
	}

	/** A future that hands a cancellation on to its task. */
	private static final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {

		private final Task<T> task;

		TaskFuture(Task<T> task) {
			this.task = task;
		}

		@Override
		public boolean cancel(boolean mayInterrupt) {
			this.task.cancel(true);
			return super.cancel(mayInterrupt);
		}

		@Override
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return new CompletableFuture<>();
		}

	}

}
