package io.heddle.periodic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Who of the {@link DueThreads} waits for what; their lock guards it.
 * <p>
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
 */
final class DuePlans {

	/** Before anything that is still a plan. */
	private static final long AGES_NANOS = Long.MAX_VALUE / 2;

	private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(10);

	/** So long the first thing may wait while somebody deals with brief ones. */
	private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	/** What takes less is brief. */
	private static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

	private final DueQueue<?> queue;

	private final Ticker ticker;

	/** How many threads there may be. */
	private int max;

	/** Those that wait and those that have been made to; there is room for all. */
	private final ArrayList<Member> waiting = new ArrayList<>();

	/** All that have not ended. */
	private final Set<Member> members = new HashSet<>();

	/** How long things take of late. */
	private long usualNanos = BRIEF_NANOS;

	DuePlans(DueQueue<?> queue, int max, Ticker ticker) {
		this.queue = queue;
		this.max = max;
		this.ticker = ticker;
	}

	void max(int max) {
		this.max = max;
	}

	int count() {
		return this.members.size();
	}

	/** Whether the current thread is one of them. */
	boolean areThis() {
		Thread current = Thread.currentThread();
		return this.members.stream().anyMatch((member) -> member.thread == current);
	}

	/** The threads that do not wait. */
	List<Member> atWork() {
		return this.members.stream().filter((member) -> !this.waiting.contains(member)).toList();
	}

	/** Enters one that is to be started. */
	void enter(Member member) {
		this.waiting.ensureCapacity(this.members.size() + 1);
		member.planNanos = this.ticker.nanos();
		this.members.add(member);
		this.waiting.add(member);
	}

	/** Whether it has not left. */
	boolean has(Member member) {
		return this.members.contains(member);
	}

	/** Takes one out for good. */
	void leave(Member member) {
		this.waiting.remove(member);
		this.members.remove(member);
	}

	/** Has somebody wait for what is first; says whether that takes another thread. */
	boolean arrange() {
		if (this.queue.isEmpty()) {
			if (!this.waiting.isEmpty() && this.waiting.size() == this.members.size()) {
				this.waiting.get(this.waiting.size() - 1).wake(); // and it the next one
			}
			return false;
		}
		long latest = this.queue.firstNanos() + patience();
		if (isPlanned(latest - AGES_NANOS, latest)) {
			return false;
		}
		if (!this.waiting.isEmpty()) {
			Member called = this.waiting.get(this.waiting.size() - 1);
			called.planNanos = this.ticker.nanos();
			called.wake();
			return false;
		}
		return this.members.size() < this.max;
	}

	/** Nobody is woken for a moment that is over before he comes. */
	private long patience() {
		boolean busy = this.waiting.size() < this.members.size();
		return (busy && this.usualNanos < BRIEF_NANOS) ? PATIENCE_NANOS : 0;
	}

	/** Whether somebody who waits has a plan in that time. */
	private boolean isPlanned(long afterNanos, long untilNanos) {
		for (Member member : this.waiting) {
			if (member.planNanos - afterNanos > 0 && member.planNanos - untilNanos <= 0) {
				return true;
			}
		}
		return false;
	}

	/** One that has waited looks for itself, since when nothing else was to be done. */
	void comes(Member member) {
		this.waiting.remove(member);
	}

	/** It has found something to deal with. */
	void begins(Member member, long nowNanos) {
		member.planNanos = nowNanos;
	}

	/** It has dealt with that. */
	void ends(Member member, long nowNanos) {
		this.usualNanos += (nowNanos - member.planNanos - this.usualNanos) / 8;
	}

	/**
	 * It has found nothing and waits, unless it has done so for long enough.
	 * @param sinceNanos since when
	 * @return whether it has a plan, else it has left for good
	 */
	boolean waits(Member member, long sinceNanos, long nowNanos) {
		long idleEnd = sinceNanos + KEEP_ALIVE_NANOS;
		boolean empty = this.queue.isEmpty();
		boolean over = empty && this.waiting.size() == this.members.size() - 1;
		// who has been called and does not come holds up nobody who is there
		boolean surplus = empty || isPlanned(nowNanos, this.queue.firstNanos());
		if (over || (surplus && idleEnd - nowNanos <= 0)) {
			leave(member);
			return false;
		}
		member.planNanos = !surplus ? this.queue.firstNanos() : (empty ? idleEnd : guard(idleEnd));
		this.waiting.add(member);
		return true;
	}

	/** When a surplus thread looks whether it is needed. */
	private long guard(long idleEnd) {
		long late = this.queue.firstNanos() + PATIENCE_NANOS;
		return (this.usualNanos < BRIEF_NANOS && idleEnd - late > 0) ? late : idleEnd;
	}

	/** One of the threads. */
	static class Member {

		final String name;

		volatile @Nullable Thread thread;

		/** When it will look by itself; while it is at work, since when. */
		long planNanos;

		Member(String name) {
			this.name = name;
		}

		void wake() {
			LockSupport.unpark(this.thread);
		}

	}

}
