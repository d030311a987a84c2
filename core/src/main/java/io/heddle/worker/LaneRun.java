package io.heddle.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import io.heddle.activity.SafeLog;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes jobs and has them run, one after the other. If it does not come
 * back from a job that was cut off, it is given up, and another run takes its place, with
 * the answer as the first thing to do.
 */
final class LaneRun implements Runnable {

	/** So long a job that was cut off may take to return. */
	static final Duration PATIENCE = Duration.ofMillis(500);

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final Lane lane;

	private final LaneParts parts;

	private final String name;

	private final Doer doer;

	/** What the run before could not answer any more. */
	private final @Nullable Runnable legacy;

	private volatile @Nullable Thread thread;

	private volatile @Nullable Turn turn;

	/** Whether its child has ended, or something else has happened. */
	private volatile boolean news;

	/** Whether it has come back. */
	private volatile boolean over;

	LaneRun(Lane lane, LaneParts parts, String name, @Nullable Runnable legacy) {
		this.lane = lane;
		this.parts = parts;
		this.name = name;
		this.doer = parts.newDoer();
		this.legacy = legacy;
	}

	void start() {
		Thread made = this.parts.threads().newThread(this.name, this);
		made.setContextClassLoader(this.parts.loader());
		this.thread = made;
		made.start();
	}

	String name() {
		return this.name;
	}

	Thread thread() {
		return Objects.requireNonNull(this.thread);
	}

	@Nullable Thread threadIfAny() {
		return this.thread;
	}

	/** There is no thread for it; what is left to answer is answered here. */
	void withoutThread() {
		this.over = true;
		if (this.legacy != null) {
			this.legacy.run();
		}
	}

	Doer doer() {
		return this.doer;
	}

	boolean isBusy() {
		return this.turn != null;
	}

	boolean isOver() {
		return this.over;
	}

	boolean hasNews() {
		return this.news;
	}

	/** It looks for itself whether there is anything to do. */
	void wake() {
		this.news = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Whether it is not to end. News are old once it has been looked at all they may be
	 * of.
	 */
	boolean goesOn() {
		this.news = false;
		return !isToEnd();
	}

	/**
	 * <b>Waits</b> until then, or until there are news; an interrupt is meant for nobody.
	 */
	@SuppressWarnings("Interruption")
	void rest(long untilNanos) {
		Thread.interrupted();
		if (!this.news) {
			this.parts.ticker().parkUntil(this, untilNanos);
		}
	}

	/** Whether no lane can run anything. */
	boolean isStranded() {
		return this.lane.isStranded();
	}

	/** Whether no job is to be run any more, or not the present one. */
	boolean isToEnd() {
		Turn present = this.turn;
		return this.lane.isCut() || ((present != null) ? present.isCondemned() : this.parts.queue().isOver());
	}

	@Override
	public void run() {
		Departure departure = Departure.LOST;
		try {
			if (this.legacy != null) {
				this.legacy.run();
			}
			departure = loop() ? Departure.ENDED : Departure.GIVEN_UP;
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("Thread '{}' has met a failure", Thread.currentThread().getName(), ex));
		}
		finally {
			this.doer.close();
			this.parts.queue().goesOn(this);
			this.over = true;
			leave(departure);
		}
	}

	private void leave(Departure departure) {
		switch (departure) {
			case ENDED -> this.lane.ended(this);
			case GIVEN_UP -> this.lane.left(this);
			case LOST -> this.lane.lost(this);
		}
	}

	/** False if it was given up meanwhile. */
	private boolean loop() {
		while (this.doer.prepare(this)) {
			Job job = this.parts.queue().take(this);
			if (job != null && !perform(job)) {
				return false;
			}
		}
		return true;
	}

	/** False if it was given up meanwhile. */
	private boolean perform(Job job) {
		if (!job.isWanted()) {
			job.answer(Answer.failed(new CancellationException("%s was cancelled".formatted(job.describe()))));
			return true;
		}
		Turn begun = new Turn(job);
		this.turn = begun;
		long began = this.parts.ticker().nanos();
		Answer answer = begun.returned(limited(begun, began));
		if (answer == null) {
			return false;
		}
		this.turn = null;
		this.parts.counts().took(this.parts.ticker().nanos() - began);
		answer(job, answer);
		return true;
	}

	private Answer limited(Turn begun, long began) {
		CancellationException cut = this.lane.cutReason();
		if (cut != null) {
			return Answer.failed(cut);
		}
		Duration timeout = this.parts.spec().taskTimeout();
		if (timeout.isZero()) {
			return run(begun.job());
		}
		TaskLimits.Limit limit;
		try {
			limit = this.parts.limits().set(began + Deadline.nanosOf(timeout), () -> expired(begun, timeout));
		}
		catch (Throwable ex) {
			return withoutLimit(begun.job(), ex);
		}
		try {
			return run(begun.job());
		}
		finally {
			limit.cancel();
		}
	}

	private Answer withoutLimit(Job job, Throwable failure) {
		this.parts.errors().fatal(failure);
		return Answer
			.failed(new IllegalStateException("%s of worker '%s' was not begun: there is no thread to limit its time"
				.formatted(job.describe(), this.parts.spec().name()), failure));
	}

	/**
	 * A job that has not begun is given to the next child, once. If there is no memory
	 * for its result, nobody knows how much of that has been read.
	 */
	private Answer run(Job job) {
		try {
			Answer answer = this.doer.run(job);
			if (answer == null && this.doer.prepare(this)) {
				answer = this.doer.run(job);
			}
			return (answer != null) ? answer : Answer.failed(notGiven(job));
		}
		catch (Throwable ex) {
			this.doer.cutOff();
			this.parts.errors().fatal(ex);
			return Answer.failed(ex);
		}
	}

	private WorkerCrashedException notGiven(Job job) {
		String trouble = this.doer.trouble();
		return new WorkerCrashedException("%s of worker '%s' could not be given to a child%s".formatted(job.describe(),
				this.parts.spec().name(), (trouble != null) ? ": " + trouble : ""), 0, -1);
	}

	@SuppressWarnings("Interruption") // one that was meant for the job
	private void answer(Job job, Answer answer) {
		Thread.interrupted();
		if (answer.failure() == null) {
			this.parts.counts().done();
		}
		else {
			this.parts.counts().failed(answer.failure());
		}
		try {
			job.answer(answer);
		}
		catch (Throwable ex) {
			this.parts.errors().callback(job.describe(), ex);
		}
		Thread.interrupted();
	}

	private void expired(Turn late, Duration timeout) {
		condemn(late, new TimeoutException("%s of worker '%s' took longer than %s: raise 'task-timeout'"
			.formatted(late.job().describe(), this.parts.spec().name(), timeout)));
	}

	/** Ends a turn, and gives the run up if it does not come back. */
	void condemn(Turn condemned, Throwable reason) {
		if (condemned.condemn(reason, this.doer::cutOff)) {
			wake();
			afterPatience(() -> giveUp(condemned));
		}
	}

	private void afterPatience(Runnable action) {
		try {
			this.parts.limits().set(this.parts.ticker().nanos() + PATIENCE.toNanos(), action);
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.error("Worker '{}' has no thread to limit the time of tasks",
					this.parts.spec().name(), ex));
		}
	}

	/** Ends whatever it does. */
	void cut(Throwable reason) {
		Turn present = this.turn;
		if (present != null) {
			condemn(present, reason);
		}
		else {
			this.doer.cutOff();
		}
		wake();
	}

	/** Without patience. */
	void giveUp() {
		Turn present = this.turn;
		if (present != null) {
			giveUp(present);
		}
	}

	private void giveUp(Turn condemned) {
		Answer answer = condemned.giveUp();
		if (answer != null) {
			this.lane.replace(this, () -> answer(condemned.job(), answer));
		}
	}

	/**
	 * Its child has ended. Who waits for a job is woken. Who waits for an answer hears of
	 * it by the end of the output, unless a process that the child has started holds that
	 * open.
	 * @param isPresent whether that child has not been seen to have ended
	 */
	void childEnded(Child child, BooleanSupplier isPresent) {
		wake();
		Turn present = this.turn;
		if (present != null && isPresent.getAsBoolean()) {
			afterPatience(() -> {
				if (!isPresent.getAsBoolean()) {
					return;
				}
				int code = child.bury();
				condemn(present,
						new WorkerCrashedException(ExitCode.describe(
								"%s of worker '%s'".formatted(present.job().describe(), this.parts.spec().name()),
								child.pid(), code, null), child.pid(), code));
			});
		}
	}

	/** Why its thread ends. */
	private enum Departure {

		/** There is nothing to do any more. */
		ENDED,

		/** Another one has its place already, or is about to. */
		GIVEN_UP,

		/** Another one has to take its place. */
		LOST

	}

}
