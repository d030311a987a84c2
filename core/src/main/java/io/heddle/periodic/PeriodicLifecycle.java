package io.heddle.periodic;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.StateHolder;

import org.springframework.util.Assert;

/**
 * The starts and stops of a {@link ThreadedObject}: one {@link PeriodicRun} after the
 * other, of which no two go on at the same time.
 */
final class PeriodicLifecycle {

	private final PeriodicWork work;

	private final ActivityListeners listeners;

	private final StateHolder<PeriodicState> state;

	/** Guards what follows, and the order of changes of the state. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile PeriodicSpec spec;

	private volatile PeriodicRun run;

	private volatile Timers timers;

	/** Executed instead of the schedule when it is started. */
	private volatile List<Instant> times = List.of();

	PeriodicLifecycle(PeriodicSpec spec, PeriodicWork work, Timers timers, ActivityListeners listeners) {
		this.spec = spec;
		this.work = work;
		this.timers = timers;
		this.listeners = listeners;
		this.state = new StateHolder<>(PeriodicState.NEW, PeriodicState::canBecome, timers.ticker());
		this.run = newRun();
		this.run.neverBegin();
	}

	private PeriodicRun newRun() {
		return new PeriodicRun(this.spec, this.work, this.timers.timer(this.spec), this::ended);
	}

	void configure(UnaryOperator<PeriodicSpec> change) {
		this.lock.lock();
		try {
			PeriodicSpec changed = change.apply(this.spec);
			Assert.isTrue(changed.name().equals(this.spec.name()),
					() -> "Periodic object '%s' cannot be renamed to '%s'".formatted(this.spec.name(), changed.name()));
			this.spec = changed;
			this.run.spec(changed);
		}
		finally {
			this.lock.unlock();
		}
	}

	void scheduler(PeriodicScheduler scheduler) {
		this.lock.lock();
		try {
			this.timers = this.timers.with(scheduler);
		}
		finally {
			this.lock.unlock();
		}
	}

	void times(List<Instant> times) {
		this.times = times;
		this.run.times(times);
	}

	void start() {
		this.work.rule().requireStartable();
		start(false);
	}

	/** Begins anew with the present settings if it is started. */
	void restart() {
		start(true);
	}

	private void start(boolean again) {
		PeriodicRun next;
		PeriodicRun present;
		this.lock.lock();
		try {
			if (again && this.state.get() != PeriodicState.STARTED) {
				return;
			}
			Assert.state(this.state.get().isAlive(),
					() -> "Periodic object '%s' has been killed: build another one".formatted(this.spec.name()));
			present = this.run;
			next = newRun();
			this.run = next;
			move(PeriodicState.STARTED);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		present.stop();
		if (present.hasEnded()) {
			begin(next);
		}
		else {
			present.whenEnded(() -> begin(next));
		}
	}

	/** It cannot begin if there is no thread. */
	private void begin(PeriodicRun next) {
		try {
			next.begin(this.times);
		}
		catch (Throwable ex) {
			this.work.report("The start", ex);
			stop();
			throw ex;
		}
	}

	/** Gives the run that has been told to stop. */
	PeriodicRun stop() {
		return leave(PeriodicState.STOPPING);
	}

	/** Gives the run that has been told to stop. */
	PeriodicRun kill() {
		PeriodicRun last = leave(PeriodicState.DYING);
		last.interrupt();
		return last;
	}

	private PeriodicRun leave(PeriodicState next) {
		PeriodicRun present;
		this.lock.lock();
		try {
			move(next);
			present = this.run;
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		present.stop();
		if (present.hasEnded()) {
			ended(present);
		}
		return present;
	}

	private void ended(PeriodicRun ended) {
		this.lock.lock();
		try {
			if (this.run == ended) {
				move(this.state.get().isAlive() ? PeriodicState.STOPPED : PeriodicState.DEAD);
			}
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
	}

	/** Under the lock. */
	private void move(PeriodicState next) {
		PeriodicState before = this.state.become(next);
		if (before != null && before.toActivityState() != next.toActivityState()) {
			this.listeners.note(before.toActivityState(), next.toActivityState());
		}
	}

	PeriodicState state() {
		return this.state.get();
	}

	Instant since() {
		return this.state.since();
	}

	PeriodicSpec spec() {
		return this.spec;
	}

	PeriodicRun run() {
		return this.run;
	}

	Instant now() {
		return this.timers.ticker().now();
	}

}
