package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.StateHolder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The starts and stops of a {@link ThreadedObject}: one {@link PeriodicRun} after the
 * other, of which no two go on at the same time. One that is started while another goes
 * on begins when that has ended, unless it is stopped or yet another is started before.
 */
final class PeriodicLifecycle {

	private final PeriodicWork work;

	private final ActivityListeners listeners;

	private final StateHolder<PeriodicState> state;

	/** Guards what follows, and the order of changes of the state. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile PeriodicSpec spec;

	/** The run that has been started last, which may wait for the active one to end. */
	private volatile PeriodicRun latest;

	/** The run that has begun or is about to, and has not ended. */
	private volatile @Nullable PeriodicRun active;

	private volatile Timers timers;

	/** Executed instead of the schedule when it is started. */
	private volatile List<Instant> times = List.of();

	PeriodicLifecycle(PeriodicSpec spec, PeriodicWork work, Timers timers, ActivityListeners listeners) {
		this.spec = spec;
		this.work = work;
		this.timers = timers;
		this.listeners = listeners;
		this.state = new StateHolder<>(PeriodicState.NEW, PeriodicState::canBecome, timers.ticker());
		this.latest = newRun();
	}

	private PeriodicRun newRun() {
		return new PeriodicRun(this.spec, this.work, this.timers.timer(this.spec), this::ended);
	}

	void configure(UnaryOperator<PeriodicSpec> change) {
		PeriodicSpec before;
		PeriodicSpec changed;
		do {
			before = this.spec;
			changed = change.apply(before);
			String name = changed.name();
			Assert.isTrue(name.equals(before.name()),
					() -> "Periodic object '%s' cannot be renamed to '%s'".formatted(this.spec.name(), name));
		}
		while (!replace(before, changed));
	}

	/** False if somebody else has replaced it meanwhile. */
	private boolean replace(PeriodicSpec before, PeriodicSpec changed) {
		this.lock.lock();
		try {
			if (!this.spec.equals(before)) {
				return false;
			}
			this.spec = changed;
			this.latest.spec(changed);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	void scheduler(PeriodicScheduler scheduler) {
		this.lock.lock();
		try {
			this.timers = this.timers.fallback(scheduler);
		}
		finally {
			this.lock.unlock();
		}
	}

	void times(List<Instant> times) {
		this.times = times;
		this.latest.times(times);
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
		PeriodicRun before;
		PeriodicRun next;
		this.lock.lock();
		try {
			if (again && this.state.get() != PeriodicState.STARTED) {
				return;
			}
			Assert.state(this.state.get().isAlive(),
					() -> "Periodic object '%s' has been killed: build another one".formatted(this.spec.name()));
			before = this.active;
			next = newRun();
			this.latest = next;
			this.active = (before != null) ? before : next;
			move(PeriodicState.STARTED);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		if (before != null) {
			before.stop();
		}
		else {
			begin(next);
		}
	}

	/** It cannot begin if there is no thread. */
	private void begin(PeriodicRun next) {
		try {
			next.begin(() -> this.times);
		}
		catch (Throwable ex) {
			this.work.report("The start", ex);
			leave(PeriodicState.STOPPING);
			throw ex;
		}
	}

	boolean stop(Duration limit) {
		PeriodicRun last = leave(PeriodicState.STOPPING);
		return last == null || last.awaitEnd(limit);
	}

	boolean kill(Duration limit) {
		PeriodicRun last = leave(PeriodicState.DYING);
		if (last == null) {
			return true;
		}
		last.interrupt();
		return last.awaitEnd(limit);
	}

	/** Gives the run that has been told to stop, if there is one. */
	private @Nullable PeriodicRun leave(PeriodicState next) {
		PeriodicRun last;
		this.lock.lock();
		try {
			last = this.active;
			move(next);
			if (last == null) {
				move(end());
			}
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		if (last != null) {
			last.stop();
		}
		return last;
	}

	private PeriodicState end() {
		return this.state.get().isAlive() ? PeriodicState.STOPPED : PeriodicState.DEAD;
	}

	/** The active run has ended; another one may have been started meanwhile. */
	private void ended(PeriodicRun ended) {
		PeriodicRun next = null;
		this.lock.lock();
		try {
			if (this.state.get() == PeriodicState.STARTED && this.latest != ended) {
				next = this.latest;
			}
			else {
				move(end());
			}
			this.active = next;
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		if (next != null) {
			begin(next);
		}
	}

	void interrupt() {
		PeriodicRun present = this.active;
		if (present != null) {
			present.interrupt();
		}
	}

	/** The threads in the target. */
	List<String> threads() {
		PeriodicRun present = this.active;
		return (present != null) ? present.threads() : List.of();
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

	/** The run that has been started last. */
	PeriodicRun run() {
		return this.latest;
	}

}
