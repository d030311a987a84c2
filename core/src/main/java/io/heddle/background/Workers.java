package io.heddle.background;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.buffer.SharedRing;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a manager and the queue in front of them.
 * <p>
 * On platform threads a worker takes task after task. On virtual threads it runs one and
 * hands the next one to a worker of its own thread, so that each task has a fresh thread.
 *
 * <h2>Who wakes whom</h2>
 *
 * At most one worker at a time is <i>searching</i>: it has been woken or made for work
 * that it has not found yet, or it looks round before it sleeps. Whoever puts a task into
 * the queue wakes or makes a worker, unless one is searching; that one, when it has found
 * a task, does the same if there are more. So threads come one after the other while
 * there is work for them, and a burst wakes no crowd.
 * <p>
 * No task is left lying. Who puts one in looks afterwards at the flag and at the number
 * of workers that could be called; who searches clears the flag and looks at the queue
 * afterwards; who falls asleep or leaves adds himself to that number and looks at the
 * queue afterwards. There is a full fence between the two steps of each, so of two that
 * meet one sees the other.
 */
final class Workers {

	private static final Logger logger = LoggerFactory.getLogger(ThreadManager.class);

	private final ThreadManagerSpec spec;

	private final ThreadSource source;

	private final Ticker ticker;

	private final SharedRing<Task<?>> queue;

	private final AtomicBoolean searching = new AtomicBoolean();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition gone = this.lock.newCondition();

	/** Those that sleep, the last one first; guarded by the lock. */
	private final ArrayDeque<Worker> sleepers = new ArrayDeque<>();

	/** All that have not ended; guarded by the lock. */
	private final Set<Worker> workers = new HashSet<>();

	/** For the names of threads; guarded by the lock. */
	private long made;

	/** One more thread than allowed, to finish what was cancelled; under the lock. */
	private boolean reinforced;

	/** How many could be woken or made; written under the lock. */
	private volatile int callable;

	/** Whether workers end as soon as there is no task. */
	private volatile boolean closing;

	Workers(ThreadManagerSpec spec, ThreadSource source, Ticker ticker) {
		this.spec = spec;
		this.source = source;
		this.ticker = ticker;
		this.queue = new SharedRing<>(spec.places());
		this.callable = spec.maxThreads();
	}

	/**
	 * Hands a task over. There is room, because each task in the queue holds a place; at
	 * most a worker that takes one has been suspended and holds the slot for a moment.
	 */
	@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs next
	void submit(Task<?> task) {
		while (!this.queue.offer(task)) {
			Thread.yield();
		}
		VarHandle.fullFence();
		signal();
	}

	/** Wakes or makes a worker unless one is searching, or all are at work. */
	private void signal() {
		if (this.callable == 0 || !this.searching.compareAndSet(false, true)) {
			return;
		}
		Worker worker = callWorker();
		if (worker == null) {
			this.searching.set(false);
		}
		else if (!worker.unpark()) {
			start(worker);
		}
	}

	/** One that sleeps or a new one, if there may be one more. */
	private @Nullable Worker callWorker() {
		this.lock.lock();
		try {
			Worker worker = this.sleepers.pollFirst();
			if (worker == null && missing() > 0) {
				worker = new Worker(this, "%s-%d".formatted(this.spec.name(), ++this.made));
				this.workers.add(worker);
			}
			publish();
			return worker;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many more there may be; under the lock. */
	private int missing() {
		return this.spec.maxThreads() + (this.reinforced ? 1 : 0) - this.workers.size();
	}

	/** Under the lock, after each change. */
	private void publish() {
		this.callable = this.sleepers.size() + Math.max(0, missing());
	}

	/** A thread that cannot be made concerns all that wait, if there is no other one. */
	private void start(Worker worker) {
		try {
			worker.start(this.source);
		}
		catch (Throwable ex) {
			logger.warn("Thread '{}' cannot be started", worker.name(), ex);
			boolean alone = leave(worker);
			this.searching.set(false);
			for (Task<?> task = alone ? this.queue.poll() : null; task != null; task = this.queue.poll()) {
				task.finishWithoutThread(ex);
			}
		}
	}

	/** Takes a worker off the lists; true if it was the last one. */
	boolean leave(Worker worker) {
		this.lock.lock();
		try {
			this.sleepers.remove(worker);
			this.workers.remove(worker);
			publish();
			this.gone.signalAll();
			return this.workers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Ends the workers that have nothing to do, or keeps them from now on. */
	void close(boolean close) {
		this.closing = close;
		this.lock.lock();
		try {
			this.reinforced &= close;
			publish();
			this.sleepers.forEach(Worker::unpark);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Allows one more thread, until the next {@link #close}. */
	void reinforce() {
		this.lock.lock();
		try {
			this.reinforced = true;
			publish();
		}
		finally {
			this.lock.unlock();
		}
		signalIfNeeded();
	}

	/** <b>Blocks</b> until all threads have ended, at most for the limit. */
	boolean awaitEnd(Duration limit) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = Deadline.nanosOf(limit);
			while (!this.workers.isEmpty() && left > 0) {
				left = this.gone.awaitNanos(left);
			}
			return this.workers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many threads there are. */
	int count() {
		this.lock.lock();
		try {
			return this.workers.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many tasks wait. */
	int waiting() {
		return this.queue.size();
	}

	@Nullable Task<?> poll() {
		return this.queue.poll();
	}

	boolean hasTask() {
		return this.queue.hasItem();
	}

	boolean isClosing() {
		return this.closing;
	}

	boolean isVirtual() {
		return this.source.mode() == ThreadMode.VIRTUAL;
	}

	Deadline keepAlive() {
		return Deadline.after(this.spec.keepAlive(), this.ticker);
	}

	/** Becomes the one that searches; false if there is one. */
	boolean trySearch() {
		return this.searching.compareAndSet(false, true);
	}

	void endSearch() {
		this.searching.set(false);
	}

	/** Adds a worker to those that sleep; it looks at the queue afterwards. */
	void enlist(Worker worker) {
		this.lock.lock();
		try {
			this.sleepers.push(worker);
			publish();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether a worker that sleeps has been called to search; it is on no list then.
	 * @param giveUp whether it is off the list also if it has not
	 */
	boolean isCalled(Worker worker, boolean giveUp) {
		this.lock.lock();
		try {
			boolean called = !this.sleepers.contains(worker);
			if (!called && giveUp) {
				this.sleepers.remove(worker);
				publish();
			}
			return called;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Calls a worker if there are tasks and one to call. */
	void signalIfNeeded() {
		if (this.callable > 0 && this.queue.hasItem()) {
			signal();
		}
	}

}
