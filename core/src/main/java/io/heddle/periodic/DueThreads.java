package io.heddle.periodic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.activity.SafeLog;
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
 *
 * <h2>Who waits for what</h2>
 *
 * Each waiting thread has a <i>plan</i>: the time at which it will look again by itself.
 * As long as there is something in the queue, one of them has a plan that is not later
 * than what is due first, or all threads that there may be are at work. Whoever changes
 * that, by taking a thing or by adding an earlier one, restores it: a waiting thread is
 * woken to plan anew, or a new one is made. A thread whose time another one has planned
 * for is surplus and ends after a while.
 * <p>
 * To wake a thread takes longer than many things that are dealt with. So where these have
 * been brief of late, whoever takes one leaves the next to himself for a moment, and a
 * surplus thread guards that: it looks that long after the first thing is due. What
 * blocks all of a sudden delays others by that.
 * <p>
 * Plans and the queue are changed under one lock. A thread that is woken after it has
 * left the lock and before it parks has the permit and does not park.
 * <p>
 * When nothing is in the queue and nothing is being dealt with, all threads end, and the
 * next addition makes new ones. So nothing has to be closed. Thread-safe. Things are
 * dealt with without the lock.
 *
 * @param <T> what is due
 */
public final class DueThreads<T> {

	private static final Logger logger = LoggerFactory.getLogger(DueThreads.class);

	/** Before anything that is still a plan. */
	private static final long AGES_NANOS = Long.MAX_VALUE / 2;

	private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(10);

	/** So long the first thing may wait while somebody deals with brief ones. */
	private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	/** What takes less is brief. */
	private static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

	private final String name;

	private final ThreadSource source;

	/** How many threads there may be; guarded by the lock. */
	private int max;

	private final Ticker ticker;

	private final DueQueue<T> queue;

	private final Consumer<? super T> body;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition gone = this.lock.newCondition();

	/** Those that wait and those that have been made to; guarded by the lock. */
	private final List<Member> waiting = new ArrayList<>();

	/** All that have not ended; guarded by the lock. */
	private final Set<Member> members = new HashSet<>();

	/** How long things take of late; guarded by the lock. */
	private long usualNanos = BRIEF_NANOS;

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
		this.max = max;
		this.ticker = ticker;
		this.queue = queue;
		this.body = body;
	}

	/**
	 * Changes the queue under the lock, and sees to it that somebody waits for what is
	 * first then. Does not wait for anything that is due.
	 * @throws RuntimeException if a thread is needed and cannot be made
	 */
	public <R extends @Nullable Object> R change(Supplier<R> change) {
		return change(change, true);
	}

	/** The same; a thread that is not required and cannot be made is only logged. */
	<R extends @Nullable Object> R change(Supplier<R> change, boolean required) {
		R result;
		Member needed;
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
		changeAtEnd(() -> this.max = max);
	}

	/** How many threads there are. */
	public int count() {
		return changeAtEnd(this.members::size);
	}

	/** Whether the current thread is one of these. */
	public boolean isOwnThread() {
		Thread current = Thread.currentThread();
		return changeAtEnd(() -> this.members.stream().anyMatch((member) -> member.thread == current));
	}

	/** Interrupts the threads that deal with something at this moment. */
	public void interrupt() {
		changeAtEnd(() -> {
			this.members.stream()
				.filter((member) -> !this.waiting.contains(member))
				.forEach((member) -> Objects.requireNonNull(member.thread).interrupt());
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
			while (!this.members.isEmpty() && left > 0) {
				left = this.gone.awaitNanos(left);
			}
			return this.members.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Under the lock: has somebody wait for what is first; gives one to be started. */
	private @Nullable Member arrange() {
		if (this.queue.isEmpty()) {
			if (!this.waiting.isEmpty() && this.waiting.size() == this.members.size()) {
				this.waiting.get(this.waiting.size() - 1).wake(); // and it the next one
			}
			return null;
		}
		long latest = this.queue.firstNanos() + patience();
		if (isPlanned(latest - AGES_NANOS, latest)) {
			return null;
		}
		if (!this.waiting.isEmpty()) {
			Member called = this.waiting.get(this.waiting.size() - 1);
			called.planNanos = this.ticker.nanos();
			called.wake();
			return null;
		}
		return (this.members.size() < this.max) ? newMember() : null;
	}

	/** Under the lock: nobody is woken for a moment that is over before he comes. */
	private long patience() {
		boolean busy = this.waiting.size() < this.members.size();
		return (busy && this.usualNanos < BRIEF_NANOS) ? PATIENCE_NANOS : 0;
	}

	/** Under the lock: whether somebody who waits has a plan in that time. */
	private boolean isPlanned(long afterNanos, long untilNanos) {
		for (Member member : this.waiting) {
			if (member.planNanos - afterNanos > 0 && member.planNanos - untilNanos <= 0) {
				return true;
			}
		}
		return false;
	}

	private Member newMember() {
		Member member = new Member("%s-%d".formatted(this.name, ++this.made));
		member.planNanos = this.ticker.nanos();
		this.members.add(member);
		this.waiting.add(member);
		return member;
	}

	private void start(@Nullable Member member, boolean required) {
		if (member == null) {
			return;
		}
		try {
			member.start();
		}
		catch (Throwable ex) {
			if (leave(member) == 0 && required) {
				throw ex;
			}
			SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", member.name, ex));
		}
	}

	/** Gives the number of those that are left. */
	private int leave(Member member) {
		this.lock.lock();
		try {
			this.waiting.remove(member);
			this.members.remove(member);
			this.gone.signalAll();
			return this.members.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for something that is due; false if the thread is to end. */
	private boolean next(Member member) {
		Member needed = null;
		this.lock.lock();
		try {
			finish(member);
			member.item = await(member);
			needed = arrange();
			return member.item != null;
		}
		finally {
			this.lock.unlock();
			start(needed, false);
		}
	}

	/** Under the lock: nothing is kept by a thread that waits. */
	private void finish(Member member) {
		T finished = member.item;
		member.item = null;
		if (finished != null) {
			long now = this.ticker.nanos();
			this.usualNanos += (now - member.planNanos - this.usualNanos) / 8;
			this.queue.finished(finished, now);
		}
	}

	/** Under the lock, except while it waits. */
	private @Nullable T await(Member member) {
		this.waiting.remove(member);
		long now = this.ticker.nanos();
		long idleEnd = now + KEEP_ALIVE_NANOS;
		T item = this.queue.poll(now);
		while (item == null) {
			boolean empty = this.queue.isEmpty();
			boolean over = empty && this.waiting.size() == this.members.size() - 1;
			// who has been called and does not come holds up nobody who is there
			boolean surplus = empty || isPlanned(now, this.queue.firstNanos());
			if (over || (surplus && idleEnd - now <= 0)) {
				this.members.remove(member);
				this.gone.signalAll();
				return null;
			}
			member.planNanos = !surplus ? this.queue.firstNanos() : (empty ? idleEnd : guard(idleEnd));
			this.waiting.add(member);
			park(member.planNanos);
			this.waiting.remove(member);
			now = this.ticker.nanos();
			item = this.queue.poll(now);
		}
		member.planNanos = now;
		return item;
	}

	/** Under the lock: when a surplus thread looks whether it is needed. */
	private long guard(long idleEnd) {
		long late = this.queue.firstNanos() + PATIENCE_NANOS;
		return (this.usualNanos < BRIEF_NANOS && idleEnd - late > 0) ? late : idleEnd;
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

	/** One thread; its fields are guarded by the lock. */
	private final class Member implements Runnable {

		private final String name;

		private volatile @Nullable Thread thread;

		/** When it will look by itself; while it is at work, since when. */
		private long planNanos;

		/** What it deals with. */
		private @Nullable T item;

		Member(String name) {
			this.name = name;
		}

		void start() {
			Thread made = DueThreads.this.source.newThread(this.name, this);
			this.thread = made;
			made.start();
		}

		void wake() {
			LockSupport.unpark(this.thread);
		}

		@Override
		public void run() {
			try {
				while (next(this)) {
					deal();
				}
			}
			finally {
				leave(this);
			}
		}

		private void deal() {
			try {
				DueThreads.this.body.accept(Objects.requireNonNull(this.item));
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.error("Thread '{}' has met a failure", this.name, ex));
			}
		}

	}

}
