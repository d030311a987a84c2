package io.heddle.background;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
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
 * No task is left lying. Who puts one in looks at the flag afterwards; who searches
 * clears it and looks at the queue afterwards; who sleeps or leaves is off the count of
 * those at work and looks at the queue afterwards. All of these are volatile, so of two
 * that meet one sees the other.
 */
final class Workers {

	private static final Logger logger = LoggerFactory.getLogger(ThreadManager.class);

	/** How often a worker looks round before it sleeps. */
	private static final int ROUNDS = 40;

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

	/** Whether workers end as soon as there is no task. */
	private volatile boolean closing;

	Workers(ThreadManagerSpec spec, ThreadSource source, Ticker ticker) {
		this.spec = spec;
		this.source = source;
		this.ticker = ticker;
		this.queue = new SharedRing<>(spec.places());
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
		signal();
	}

	/** Wakes or makes a worker unless one is searching, or all are at work. */
	private void signal() {
		if (!this.searching.compareAndSet(false, true)) {
			return;
		}
		Worker worker = callWorker();
		if (worker == null) {
			this.searching.set(false);
		}
		else if (worker.thread != null) {
			LockSupport.unpark(worker.thread);
		}
		else {
			start(worker);
		}
	}

	/** One that sleeps or a new one, if there may be one more. */
	private @Nullable Worker callWorker() {
		this.lock.lock();
		try {
			Worker worker = this.sleepers.pollFirst();
			if (worker != null) {
				worker.called = true;
			}
			else if (this.workers.size() < this.spec.maxThreads() + (this.reinforced ? 1 : 0)) {
				worker = new Worker("%s-%d".formatted(this.spec.name(), ++this.made));
				this.workers.add(worker);
			}
			return worker;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A thread that cannot be made concerns all that wait, if there is no other one. */
	private void start(Worker worker) {
		try {
			Thread thread = this.source.newThread(worker.name, worker);
			worker.thread = thread;
			thread.start();
		}
		catch (Throwable ex) {
			logger.warn("Thread '{}' cannot be started", worker.name, ex);
			boolean alone = leave(worker);
			this.searching.set(false);
			for (Task<?> task = alone ? this.queue.poll() : null; task != null; task = this.queue.poll()) {
				task.finishWithoutThread(ex);
			}
		}
	}

	/** Takes a worker off the lists; true if it was the last one. */
	private boolean leave(Worker worker) {
		this.lock.lock();
		try {
			this.sleepers.remove(worker);
			this.workers.remove(worker);
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
			this.sleepers.forEach((worker) -> LockSupport.unpark(worker.thread));
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

	/** One thread. Its fields are its own, but for those that say otherwise. */
	private final class Worker implements Runnable {

		private final String name;

		/** Written before the thread starts. */
		private volatile @Nullable Thread thread;

		/** Whether somebody has woken it to search; guarded by the lock. */
		private boolean called;

		/** Whether it is the one that searches. */
		private boolean searcher = true;

		Worker(String name) {
			this.name = name;
		}

		@Override
		public void run() {
			try {
				if (Workers.this.source.mode() == ThreadMode.VIRTUAL) {
					runOne();
				}
				else {
					runAll();
				}
			}
			finally {
				leave(this);
				signalIfNeeded();
			}
		}

		private void runOne() {
			Task<?> task = lookRound();
			if (task != null) {
				signalIfNeeded();
				run(task);
			}
		}

		private void runAll() {
			do {
				Task<?> task = find();
				while (task != null) {
					signalIfNeeded();
					run(task);
					task = find();
				}
			}
			while (sleep());
		}

		/** A task that cannot even be run, for want of memory, is finished here. */
		private void run(Task<?> task) {
			try {
				task.run();
			}
			catch (Throwable ex) {
				logger.error("Thread '{}' cannot run task '{}'", this.name, task.getName(), ex);
				task.finishWithoutThread(ex);
			}
		}

		private @Nullable Task<?> find() {
			if (this.searcher) {
				return lookRound();
			}
			Task<?> task = Workers.this.queue.poll();
			if (task == null && Workers.this.searching.compareAndSet(false, true)) {
				task = lookRound();
			}
			return task;
		}

		/** Looks for a task as the searcher, and is so no longer. */
		@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs
													// next
		private @Nullable Task<?> lookRound() {
			Task<?> task = Workers.this.queue.poll();
			for (int round = 0; task == null && round < ROUNDS && !Workers.this.closing; round++) {
				Thread.yield();
				task = Workers.this.queue.poll();
			}
			this.searcher = false;
			Workers.this.searching.set(false);
			return task;
		}

		/** Waits until it is called; false if it is to end. */
		private boolean sleep() {
			Deadline deadline = Deadline.after(Workers.this.spec.keepAlive(), Workers.this.ticker);
			enlist();
			while (true) {
				long left = Workers.this.closing ? 0 : deadline.remainingNanos();
				boolean needed = Workers.this.queue.hasItem();
				if (left > 0 && !needed) {
					park(left);
				}
				if (isCalled()) {
					return true;
				}
				if (left <= 0 || needed) {
					return delist() || needed;
				}
			}
		}

		/** An interrupt from outside, meant for no task, must not make this spin. */
		@SuppressWarnings("Interruption")
		private void park(long maxNanos) {
			Thread.interrupted();
			LockSupport.parkNanos(Workers.this, maxNanos);
		}

		private void enlist() {
			Workers.this.lock.lock();
			try {
				Workers.this.sleepers.push(this);
			}
			finally {
				Workers.this.lock.unlock();
			}
		}

		private boolean isCalled() {
			Workers.this.lock.lock();
			try {
				boolean now = this.called;
				this.called = false;
				this.searcher = now;
				return now;
			}
			finally {
				Workers.this.lock.unlock();
			}
		}

		/** Takes itself off the list; true if somebody has called it before. */
		private boolean delist() {
			Workers.this.lock.lock();
			try {
				boolean before = !Workers.this.sleepers.remove(this);
				this.called = false;
				this.searcher = before;
				return before;
			}
			finally {
				Workers.this.lock.unlock();
			}
		}

	}

	private void signalIfNeeded() {
		if (this.queue.hasItem()) {
			signal();
		}
	}

}
