package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.heddle.periodic.Schedule.Plan;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about to do next and why: the schedule, times that have been given
 * instead of it, and the wish to run at once. The lock of the run guards it.
 */
final class Agenda {

	private final Ticker ticker;

	private final Schedule schedule;

	/** Times that are executed instead of the schedule, the earliest first. */
	private final Deque<Long> times = new ArrayDeque<>();

	/** What the schedule says, {@code null} if it says never. */
	private @Nullable Plan plan;

	/** Whose turn it is. */
	private Reason reason = Reason.SCHEDULE;

	/** Whether another execution is wanted as soon as what goes on has ended. */
	private boolean wanted;

	/** For when the next execution is planned. */
	private long dueNanos;

	/** Until when the schedule is settled: executed or left out, and counted. */
	private long servedNanos;

	/** When the last execution began. */
	private long beganNanos;

	/** When it ended, or began if others may overlap it. */
	private long endNanos;

	Agenda(PeriodicSpec spec, Ticker ticker) {
		this.ticker = ticker;
		this.schedule = Schedule.of(spec, ticker);
	}

	/** Begins; false if there is never anything to do. */
	boolean begin(long nowNanos, StartRule rule) {
		this.endNanos = nowNanos;
		this.plan = this.schedule.first(nowNanos);
		this.dueNanos = (this.plan != null) ? this.plan.atNanos() : 0;
		this.servedNanos = this.dueNanos;
		if (this.wanted || rule.isDueAtStart(this.ticker.now())) {
			this.wanted = false;
			now(nowNanos);
			return true;
		}
		return this.plan != null;
	}

	/**
	 * Replaces the times that are executed instead of the schedule; those that have
	 * passed are dropped, and equal ones are one.
	 */
	void times(List<Instant> times) {
		Instant now = this.ticker.now();
		long nanos = this.ticker.nanos();
		this.times.clear();
		times.stream()
			.sorted()
			.distinct()
			.filter((time) -> !time.isBefore(now))
			.forEach((time) -> this.times.add(nanos + Deadline.nanosOf(Duration.between(now, time))));
	}

	/** Wants another execution as soon as what goes on has ended. */
	void want() {
		this.wanted = true;
	}

	/** Wants the next execution now; one at a given time is put off. */
	void now(long nowNanos) {
		if (this.reason == Reason.TIME) {
			this.times.addFirst(this.dueNanos);
		}
		this.reason = Reason.WISH;
		this.dueNanos = nowNanos;
	}

	/** Whose turn it is. */
	Reason reason() {
		return this.reason;
	}

	/** Whether the time has come indeed; if not, there is a new one. */
	boolean isDue(long nowNanos) {
		Plan present = this.plan;
		if (this.reason != Reason.SCHEDULE || present == null) {
			return true;
		}
		Plan confirmed = this.schedule.confirm(present, nowNanos);
		this.plan = confirmed;
		this.dueNanos = confirmed.atNanos();
		return confirmed.equals(present);
	}

	/** An execution begins, or is left out. */
	void began(long nowNanos) {
		this.beganNanos = nowNanos;
		this.endNanos = nowNanos;
		if (this.reason == Reason.SCHEDULE) {
			this.servedNanos = this.dueNanos;
		}
	}

	/**
	 * Decides on the next execution.
	 * @param endNanos the end of the last one, or the present if that goes on and others
	 * may overlap it
	 * @return how many are skipped by it, or -1 if there is none
	 */
	long next(long endNanos, Duration period) {
		this.endNanos = endNanos;
		long skipped = 0;
		if (this.reason == Reason.SCHEDULE || !this.schedule.isAbsolute() || hasPassed(endNanos)) {
			this.plan = this.schedule.next(this.servedNanos, this.beganNanos, endNanos, period);
			skipped = settle(period);
		}
		return takeTurn() ? skipped : -1;
	}

	/** Gives how many are left out before the plan; none of them is counted again. */
	private long settle(Duration period) {
		if (this.plan == null) {
			return 0;
		}
		this.servedNanos = this.plan.atNanos() - Deadline.nanosOf(period);
		return this.plan.skipped();
	}

	/** What has come out of turn covers what has passed until then. */
	private boolean hasPassed(long nanos) {
		return this.plan != null && this.schedule.hasPassed(this.plan, nanos);
	}

	/**
	 * Takes account of another period before the next execution; false if there is
	 * nothing to do.
	 */
	boolean newPeriod(Duration period) {
		if (this.reason != Reason.SCHEDULE) {
			return true;
		}
		if (!(this.schedule instanceof CronSchedule)) {
			this.plan = this.schedule.next(this.servedNanos, this.beganNanos, this.endNanos, period);
		}
		return takeTurn();
	}

	/**
	 * Takes account of other times before the next execution, unless that is due already;
	 * false if there is nothing to do.
	 */
	boolean newTimes(long nowNanos) {
		boolean due = this.reason == Reason.WISH || (this.reason == Reason.SCHEDULE && hasPassed(nowNanos));
		return due || takeTurn();
	}

	private boolean takeTurn() {
		Long time = this.wanted ? null : this.times.poll();
		if (this.wanted) {
			this.reason = Reason.WISH;
			this.dueNanos = this.endNanos;
			this.wanted = false;
		}
		else if (time != null) {
			this.reason = Reason.TIME;
			this.dueNanos = time;
		}
		else {
			this.reason = Reason.SCHEDULE;
			this.dueNanos = (this.plan != null) ? this.plan.atNanos() : 0;
			return this.plan != null;
		}
		return true;
	}

	/** For when the next execution is planned, by the clock on the wall. */
	Instant due() {
		if (this.reason == Reason.SCHEDULE && this.schedule instanceof CronSchedule cron) {
			return cron.target();
		}
		return this.ticker.now().plusNanos(this.dueNanos - this.ticker.nanos());
	}

	/** When the next execution is planned, or has to be looked at again. */
	long dueNanos() {
		return this.dueNanos;
	}

	/** The same, or later if that is too soon after the last one. */
	long dueNanos(Duration minWait) {
		long earliest = this.endNanos + Deadline.nanosOf(minWait);
		return (this.dueNanos - earliest < 0) ? earliest : this.dueNanos;
	}

	/** Why an execution is due. */
	enum Reason {

		/** By the schedule. */
		SCHEDULE,

		/** A given time. */
		TIME,

		/** Somebody wants it now. */
		WISH

	}

}
