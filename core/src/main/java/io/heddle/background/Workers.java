package io.heddle.background;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.activity.SafeLog;
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

	/** Tasks that found the queue full; taken first, and hardly ever there. */
	private final Queue<Task<?>> others = new ConcurrentLinkedQueue<>();

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

	/** Whether workers end as soon as there is no task; written under the lock. */
	private volatile boolean closing;

	Workers(ThreadManagerSpec spec, ThreadSource source, Ticker ticker) {
		this.spec = spec;
		this.source = source;
		this.ticker = ticker;
		this.queue = new SharedRing<>(spec.places());
		this.callable = spec.maxThreads();
	}

	/**
	 * Hands a task over. There is room in the queue for each that holds a place, unless a
	 * worker that takes one has been suspended and holds the slot. Tasks beyond the bound
	 * that have waited for a future may find it full.
	 */
	void submit(Task<?> task) {
		if (!this.queue.offer(task)) {
			this.others.add(task);
		}
		VarHandle.fullFence();
		signal();
	}

	/** Wakes or makes a worker unless one is searching, or all are at work. */
	private void signal() {
		while (this.callable > 0 && this.searching.compareAndSet(false, true)) {
			Worker worker = null;
			try {
				worker = callWorker();
				if (worker != null && !worker.unpark()) {
					worker.start(this.source);
				}
			}
			catch (Throwable ex) {
				abandon(worker, ex);
				return;
			}
			if (worker != null) {
				return;
			}
			this.searching.set(false);
			if (!hasTask()) {
				return;
			}
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

	/**
	 * Gives up a worker that was to search and has no thread, or whose thread cannot
	 * work. That concerns all tasks that wait, if there is no other worker. If there is,
	 * it may have fallen asleep meanwhile.
	 */
	void abandon(@Nullable Worker worker, Throwable cause) {
		if (worker != null) {
			leave(worker);
		}
		this.searching.set(false);
		report(worker, cause);
		for (Task<?> task = pollAlone(); task != null; task = pollAlone()) {
			task.finishWithoutThread(cause);
		}
		if (hasTask() && hasSleeper()) {
			signal();
		}
	}

	private void report(@Nullable Worker worker, Throwable cause) {
		String name = (worker != null) ? worker.name() : this.spec.name();
		SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", name, cause));
	}

	/** The next task if there is no worker for it. */
	private @Nullable Task<?> pollAlone() {
		return (count() == 0) ? poll() : null;
	}

	private boolean hasSleeper() {
		this.lock.lock();
		try {
			return !this.sleepers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes a worker off the lists. */
	void leave(Worker worker) {
		this.lock.lock();
		try {
			this.sleepers.remove(worker);
			this.workers.remove(worker);
			publish();
			this.gone.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Ends the workers that have nothing to do, or keeps them from now on. */
	void close(boolean close) {
		this.lock.lock();
		try {
			this.closing = close;
			this.reinforced &= close;
			publish();
			this.sleepers.forEach(Worker::unpark);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Allows one more thread while this is closing. */
	void reinforce() {
		this.lock.lock();
		try {
			this.reinforced = this.closing;
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
		return this.queue.size() + this.others.size();
	}

	@Nullable Task<?> poll() {
		Task<?> task = this.others.isEmpty() ? null : this.others.poll();
		return (task != null) ? task : this.queue.poll();
	}

	boolean hasTask() {
		return this.queue.hasItem() || !this.others.isEmpty();
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
		if (this.callable > 0 && hasTask()) {
			signal();
		}
	}

}
