package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.activity.SafeLog;
import io.heddle.periodic.Agenda.Reason;
import io.heddle.periodic.Iteration.Beginning;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * From a start to its stop. It has one {@link Alarm}, which is either set or being dealt
 * with, so that iterations never meet unless they may overlap.
 * <p>
 * Code of the user is called without the lock. Under it the timer may be called, whose
 * lock comes after this one.
 */
final class PeriodicRun {

	private final PeriodicWork work;

	private final TickTimer timer;

	private final Ticker ticker;

	private final RunEnd end;

	private final ReentrantLock lock = new ReentrantLock();

	/* Guarded by the lock. */

	private PeriodicSpec spec;

	private final Agenda agenda;

	private final PeriodicCounts counts;

	private final Alarm alarm;

	private RunPhase phase = RunPhase.WAITING;

	private final RunThreads threads = new RunThreads();

	private final Lanes lanes;

	/**
	 * A run that has not begun.
	 * @param whenEnded is called once, without any lock held
	 */
	PeriodicRun(PeriodicSpec spec, PeriodicWork work, TickTimer timer, Consumer<PeriodicRun> whenEnded) {
		this.spec = spec;
		this.work = work;
		this.timer = timer;
		this.ticker = timer.ticker();
		this.end = new RunEnd(whenEnded);
		this.agenda = new Agenda(spec, this.ticker);
		this.alarm = new Alarm(timer, this::tick);
		boolean cron = spec.mode() == PeriodicMode.CRON;
		this.counts = new PeriodicCounts(cron ? null : this.ticker.now().plusNanos(Deadline.nanosOf(spec.period())));
		this.lanes = new Lanes(spec, work, this.counts);
	}

	/**
	 * Begins, unless it has been stopped already.
	 * @param times asked under the lock, so that it misses none that are being replaced
	 */
	void begin(Supplier<List<Instant>> times) {
		boolean over = locked(() -> {
			if (this.phase != RunPhase.WAITING) {
				return true;
			}
			this.phase = RunPhase.ACTIVE;
			this.counts.started(this.ticker.now(), this.ticker.nanos());
			this.agenda.times(times.get());
			this.counts.next(null);
			if (this.agenda.begin(this.ticker.nanos(), this.work.rule())) {
				arm(this.agenda.dueNanos());
			}
			return false;
		});
		if (over) {
			end(false);
		}
	}

	/** Under the lock. */
	private void arm(long atNanos) {
		this.counts.next(this.agenda.due());
		this.alarm.set(atNanos);
	}

	/** The same in a thread that is about to be free. */
	private void armAtEnd(long atNanos) {
		this.counts.next(this.agenda.due());
		this.alarm.setAtEnd(atNanos);
	}

	private void tick() {
		Iteration iteration = advance(this::enter);
		if (iteration == null) {
			return;
		}
		iteration.dress();
		iteration.prepare();
		for (int more = 1; more < iteration.parts(); more++) {
			startPart(iteration);
		}
		Iteration next = run(iteration, 0);
		while (next != null) {
			next.prepare();
			next = run(next, 0);
		}
	}

	/**
	 * Runs one in this thread if it can have none of its own. The tick may come all the
	 * same, and then finds nothing to do.
	 */
	private void startPart(Iteration iteration) {
		try {
			this.timer.schedule(new Tick(() -> runPart(iteration)), this.ticker.nanos());
		}
		catch (Throwable ex) {
			runPart(iteration);
		}
	}

	private void runPart(Iteration iteration) {
		int part = iteration.begin();
		if (part > 0) {
			iteration.dress();
			enterPart();
			run(iteration, part);
		}
	}

	private void enterPart() {
		try {
			guard(this.threads::enter);
		}
		catch (Throwable ex) {
			fail("The schedule", ex);
		}
	}

	/** Gives the iteration that is made up for by this thread, if there is one. */
	private @Nullable Iteration run(Iteration iteration, int index) {
		boolean last = iteration.run(index);
		if (last) {
			iteration.finish();
		}
		Iteration next = advance(() -> leave(iteration, last));
		if (last && locked(() -> isOver(this.threads::enter))) {
			end(true);
		}
		return next;
	}

	/** Takes a step that may fail, as when there is no memory. That ends no schedule. */
	private @Nullable Iteration advance(Supplier<@Nullable Iteration> step) {
		try {
			return locked(step);
		}
		catch (Throwable ex) {
			fail("The schedule", ex);
			guard(() -> {
				if (this.phase == RunPhase.ACTIVE && !this.alarm.setAgain() && this.counts.running() == 0) {
					proceed(this.ticker.nanos());
				}
			});
			return null;
		}
	}

	/** Under the lock: begins an iteration if there is one to begin. */
	private @Nullable Iteration enter() {
		long now = this.ticker.nanos();
		if (this.phase != RunPhase.ACTIVE || !this.alarm.rings(now)) {
			return null;
		}
		if (!this.agenda.isDue(now)) {
			armAtEnd(this.agenda.dueNanos());
			return null;
		}
		long late = now - this.agenda.dueNanos();
		this.agenda.began(now);
		if (this.lanes.areFull()) {
			skip(this.lanes.passOver(this.agenda.reason()) ? 1 : 0);
			proceed(now);
			return null;
		}
		if (this.lanes.areSeveral()) {
			rearm(findNext(now));
		}
		return newIteration(now, late);
	}

	private Iteration newIteration(long nanos, long lateNanos) {
		Beginning beginning = new Beginning(this.ticker.now(), nanos, lateNanos);
		Iteration iteration = new Iteration(this.work, this.spec, this.counts, beginning, this::fail);
		this.threads.enter();
		this.counts.began(beginning.at(), lateNanos);
		return iteration;
	}

	private void skip(long more) {
		this.counts.skipped(more);
		this.work.countSkipped(more);
	}

	/** Under the lock: on to the next tick, in a thread that is about to be free. */
	private void proceed(long endNanos) {
		if (findNext(endNanos)) {
			armAtEnd(this.agenda.dueNanos(this.spec.minWait()));
		}
	}

	/** Under the lock: whether there is a next tick. */
	private boolean findNext(long endNanos) {
		long skipped = this.agenda.next(endNanos, this.spec.period());
		this.counts.next(null);
		skip(Math.max(0, skipped));
		return skipped >= 0;
	}

	/** Under the lock: the thread has left an iteration, perhaps as its last one. */
	@SuppressWarnings("Interruption") // it was meant for the iteration
	private @Nullable Iteration leave(Iteration iteration, boolean last) {
		this.threads.leave();
		Thread.interrupted();
		if (!last) {
			return null;
		}
		this.counts.left();
		iteration.count(this.counts, this.spec, this.ticker);
		if (this.phase != RunPhase.ACTIVE) {
			return null;
		}
		if (this.lanes.pay()) {
			return newIteration(this.ticker.nanos(), 0);
		}
		if (!this.alarm.isSet()) {
			proceed(this.ticker.nanos());
		}
		return null;
	}

	/** Under the lock: whether it has just ended; then the thread enters for that. */
	private boolean isOver(Runnable enter) {
		if (this.phase != RunPhase.STOPPING || this.counts.running() > 0) {
			return false;
		}
		this.phase = RunPhase.ENDING;
		enter.run();
		return true;
	}

	private void end(boolean begun) {
		if (begun) {
			try {
				this.work.stopped();
			}
			catch (Throwable ex) {
				fail("The stop hook", ex);
			}
		}
		guard(() -> {
			this.threads.leave();
			this.counts.stopped();
			this.phase = RunPhase.ENDED;
		});
		this.end.comes(this);
	}

	private void fail(String what, Throwable failure) {
		guard(() -> this.counts.failed(failure));
		SafeLog.log(() -> this.work.report(what, failure));
	}

	/** Begins no further iteration. Does not wait. */
	void stop() {
		boolean over = locked(() -> {
			if (this.phase == RunPhase.WAITING || this.phase == RunPhase.ACTIVE) {
				this.alarm.cancel();
				boolean begun = this.phase == RunPhase.ACTIVE;
				this.phase = begun ? RunPhase.STOPPING : RunPhase.CANCELLED;
				return begun && isOver(this.threads::visit);
			}
			return false;
		});
		if (over) {
			end(true);
		}
	}

	/** Interrupts the iterations that go on. */
	void interrupt() {
		guard(this.threads::interrupt);
	}

	/**
	 * <b>Blocks</b> until it has ended, at most for the limit; does not wait for itself.
	 */
	boolean awaitEnd(Duration limit) {
		return this.end.hasCome() || (!locked(this.threads::areThis) && this.end.await(limit));
	}

	/** Has an iteration begin as soon as possible. */
	void runNow() {
		guard(() -> {
			boolean full = this.lanes.areFull();
			if (this.phase == RunPhase.WAITING || (full && !this.alarm.isSet())) {
				this.agenda.want();
			}
			else if (full) {
				this.lanes.passOver(Reason.WISH);
			}
			else if (this.phase == RunPhase.ACTIVE) {
				this.agenda.now(this.ticker.nanos());
				arm(this.agenda.dueNanos());
			}
		});
	}

	/** Replaces the times that are executed instead of the schedule. */
	void times(List<Instant> times) {
		guard(() -> {
			this.agenda.times(times);
			if (waits()) {
				rearm(this.agenda.newTimes(this.ticker.nanos()));
			}
		});
	}

	void spec(PeriodicSpec spec) {
		guard(() -> {
			boolean newPeriod = !spec.period().equals(this.spec.period());
			this.spec = spec;
			this.lanes.spec(spec);
			if (newPeriod && waits() && this.counts.count() >= 0) {
				rearm(this.agenda.newPeriod(spec.period()));
			}
			else if (this.phase == RunPhase.ACTIVE && !waits() && this.lanes.areSeveral()) {
				rearm(findNext(this.ticker.nanos()));
			}
		});
	}

	/** Under the lock: whether no iteration has to end before the next one is planned. */
	private boolean waits() {
		return this.phase == RunPhase.ACTIVE && (this.alarm.isSet() || this.counts.running() == 0);
	}

	private void rearm(boolean something) {
		if (something) {
			arm(this.agenda.dueNanos(this.spec.minWait()));
		}
	}

	PeriodicStats stats() {
		return locked(this.counts::stats);
	}

	/** For how long there was no success. */
	Duration failingFor() {
		return locked(() -> this.counts.failingFor(this.ticker, this.spec.mode() == PeriodicMode.CRON));
	}

	List<String> threads() {
		return locked(this.threads::names);
	}

	private void guard(Runnable action) {
		locked(() -> {
			action.run();
			return true;
		});
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

}
