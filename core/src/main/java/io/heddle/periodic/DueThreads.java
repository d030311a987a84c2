package io.heddle.periodic;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.activity.SafeLog;
import io.heddle.periodic.DuePlans.Member;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * A few threads that wait together for what is due in a {@link DueQueue}, and deal with
 * it, each thing in the thread that has waited for it.
 * <p>
 * {@link DuePlans} says who waits for what. Plans and the queue are changed under one
 * lock. A thread that is woken after it has left the lock and before it parks has the
 * permit and does not park.
 * <p>
 * A queue that fails, as when there is no memory, ends no thread: it is asked again a
 * moment later.
 * <p>
 * When nothing is in the queue and nothing is being dealt with, all threads end, and the
 * next addition makes new ones. So nothing has to be closed. Thread-safe. Things are
 * dealt with without the lock.
 *
 * @param <T> what is due
 */
public final class DueThreads<T> {

	private static final Logger logger = LoggerFactory.getLogger(DueThreads.class);

	/** From a failure of the queue to another attempt. */
	private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final String name;

	private final ThreadSource source;

	private final Ticker ticker;

	private final DueQueue<T> queue;

	private final Consumer<? super T> body;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition gone = this.lock.newCondition();

	/** Guarded by the lock. */
	private final DuePlans plans;

	/** For the names of threads; guarded by the lock. */
	private long made;

	/**
	 * No thread is made before the first thing is added.
	 * @param name the beginning of the names of the threads
	 * @param max how many threads there may be
	 * @param queue is used by nobody else except in {@link #change}
	 * @param body deals with what is due; what it throws is logged
	 */
	public DueThreads(String name, ThreadSource source, int max, Ticker ticker, DueQueue<T> queue,
			Consumer<? super T> body) {
		Assert.isTrue(max >= 1, () -> "'%s' must have at least 1 thread but was given %d".formatted(name, max));
		this.name = name;
		this.source = source;
		this.ticker = ticker;
		this.queue = queue;
		this.body = body;
		this.plans = new DuePlans(queue, max, ticker);
	}

	/**
	 * Changes the queue under the lock, and sees to it that somebody waits for what is
	 * first then. Does not wait for anything that is due.
	 * @throws RuntimeException if a thread is needed and cannot be made; the queue is
	 * changed nevertheless, and the next change tries again
	 */
	public <R extends @Nullable Object> R change(Supplier<R> change) {
		return change(change, true);
	}

	/** The same; a thread that is not required and cannot be made is only logged. */
	<R extends @Nullable Object> R change(Supplier<R> change, boolean required) {
		R result;
		Worker needed;
		this.lock.lock();
		try {
			result = change.get();
			needed = arrange();
		}
		finally {
			this.lock.unlock();
		}
		start(needed, required);
		return result;
	}

	/**
	 * The same for a body that is about to return, whose thread then looks for itself: so
	 * nobody is woken.
	 */
	public <R extends @Nullable Object> R changeAtEnd(Supplier<R> change) {
		this.lock.lock();
		try {
			return change.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Changes how many threads there may be; those that there are stay. */
	public void setMax(int max) {
		changeAtEnd(() -> {
			this.plans.max(max);
			return true;
		});
	}

	/** How many threads there are. */
	public int count() {
		return changeAtEnd(this.plans::count);
	}

	/** Whether the current thread is one of these. */
	public boolean isOwnThread() {
		return changeAtEnd(this.plans::areThis);
	}

	/** Interrupts the threads that deal with something at this moment. */
	public void interrupt() {
		changeAtEnd(() -> {
			this.plans.atWork().forEach((member) -> Objects.requireNonNull(member.thread).interrupt());
			return true;
		});
	}

	/**
	 * <b>Blocks</b> until all threads have ended, at most for the limit. They do not
	 * unless the queue is empty.
	 */
	public boolean awaitEnd(Duration limit) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = Deadline.nanosOf(limit);
			while (this.plans.count() > 0 && left > 0) {
				left = this.gone.awaitNanos(left);
			}
			return this.plans.count() == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Under the lock: has somebody wait for what is first; gives one to be started. */
	private @Nullable Worker arrange() {
		if (!this.plans.arrange()) {
			return null;
		}
		Worker worker = new Worker("%s-%d".formatted(this.name, ++this.made));
		this.plans.enter(worker);
		return worker;
	}

	private void start(@Nullable Worker worker, boolean required) {
		if (worker == null) {
			return;
		}
		try {
			worker.start();
		}
		catch (Throwable ex) {
			if (giveUp(worker) == 0 && required) {
				throw ex;
			}
			SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", worker.name, ex));
		}
	}

	/**
	 * Somebody may have relied on one that cannot be started: another one has to, or
	 * those at work when they come back. Gives the number of those that are left.
	 */
	private int giveUp(Worker worker) {
		return changeAtEnd(() -> {
			this.plans.leave(worker);
			this.plans.arrange();
			this.gone.signalAll();
			return this.plans.count();
		});
	}

	/** Waits for something that is due, whatever fails; false if the thread is to end. */
	@SuppressWarnings("Interruption") // it must not make this spin
	private boolean next(Worker worker) {
		while (true) {
			try {
				return tryNext(worker);
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.error("Thread '{}' cannot take what is due: it tries again", worker.name, ex));
				Thread.interrupted();
				this.ticker.parkUntil(this, this.ticker.nanos() + RETRY_NANOS);
			}
		}
	}

	/** The same. If it fails it may be called again. */
	private boolean tryNext(Worker worker) {
		Worker needed = null;
		this.lock.lock();
		try {
			giveBack(worker);
			if (worker.taken == null && this.plans.has(worker)) {
				worker.taken = await(worker);
			}
			needed = arrange();
			return worker.taken != null;
		}
		finally {
			this.lock.unlock();
			start(needed, false);
		}
	}

	/** Under the lock: nothing is kept by a thread that waits. */
	private void giveBack(Worker worker) {
		T dealt = worker.dealt;
		if (dealt != null) {
			long now = this.ticker.nanos();
			this.queue.finished(dealt, now);
			this.plans.ends(worker, now);
			worker.dealt = null;
		}
	}

	/** Under the lock, except while it waits. */
	private @Nullable T await(Worker worker) {
		this.plans.comes(worker);
		long since = this.ticker.nanos();
		long now = since;
		T item = this.queue.poll(now);
		while (item == null) {
			if (!this.plans.waits(worker, since, now)) {
				this.gone.signalAll();
				return null;
			}
			park(worker.planNanos);
			this.plans.comes(worker);
			now = this.ticker.nanos();
			item = this.queue.poll(now);
		}
		this.plans.begins(worker, now);
		return item;
	}

	/** An interrupt from outside, meant for nobody, must not make this spin. */
	@SuppressWarnings("Interruption")
	private void park(long untilNanos) {
		this.lock.unlock();
		try {
			Thread.interrupted();
			this.ticker.parkUntil(this, untilNanos);
		}
		finally {
			this.lock.lock();
		}
	}

	/** One thread. */
	private final class Worker extends Member implements Runnable {

		/** What it is to deal with. */
		private @Nullable T taken;

		/** What it has dealt with and not given back. */
		private @Nullable T dealt;

		Worker(String name) {
			super(name);
		}

		void start() {
			Thread made = DueThreads.this.source.newThread(this.name, this);
			this.thread = made;
			made.start();
		}

		@Override
		public void run() {
			try {
				while (next(this)) {
					deal();
				}
			}
			finally {
				giveUp(this);
			}
		}

		private void deal() {
			T item = Objects.requireNonNull(this.taken);
			this.dealt = item;
			this.taken = null;
			try {
				DueThreads.this.body.accept(item);
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.error("Thread '{}' has met a failure", this.name, ex));
			}
		}

	}

}
