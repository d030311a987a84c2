package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.StateHolder;
import io.heddle.time.Ticker;

import org.springframework.util.Assert;

/**
 * The starts and stops of a dict.
 */
final class DictLifecycle {

	/** For what an interrupt ends. */
	static final Duration PATIENCE = Duration.ofMillis(500);

	private final String name;

	private final Ticker ticker;

	private final ActivityListeners listeners;

	private final StateHolder<DictState> state;

	/** Guards the order of changes of the state. */
	private final ReentrantLock lock = new ReentrantLock();

	/** When it was started last. */
	private volatile long startNanos;

	DictLifecycle(String name, Ticker ticker, ActivityListeners listeners) {
		this.name = name;
		this.ticker = ticker;
		this.listeners = listeners;
		this.state = new StateHolder<>(DictState.NEW, DictState::canBecome, ticker);
		this.startNanos = ticker.nanos();
	}

	DictState state() {
		return this.state.get();
	}

	Instant since() {
		return this.state.since();
	}

	/** How long ago it was started last. */
	Duration started() {
		return Duration.ofNanos(Math.max(0, this.ticker.nanos() - this.startNanos));
	}

	/** Harmless if it is started. */
	void start(Poller<?, ?> poller) {
		become(DictState.STARTED);
		Assert.state(!state().isClosed(), () -> "Dict '%s' has been closed: build another one".formatted(this.name));
		try {
			poller.follow(this::state);
		}
		catch (Throwable ex) {
			stop(poller, Duration.ZERO);
			throw ex;
		}
	}

	/** Gives whether nothing goes on any more. */
	boolean stop(Poller<?, ?> poller, Duration limit) {
		return stop(poller, DictState.STOPPING, limit);
	}

	/** For ever, without threads. */
	void close() {
		become(DictState.CLOSING);
		become(DictState.CLOSED);
	}

	/** The same for ever, and without patience for what goes on. */
	boolean close(Poller<?, ?> poller, Duration limit) {
		stop(poller, DictState.CLOSING, Duration.ZERO);
		if (!poller.isOwnThread()) {
			poller.awaitEnd(limit);
			ended(poller);
		}
		return !poller.isReading();
	}

	private boolean stop(Poller<?, ?> poller, DictState next, Duration limit) {
		become(next);
		poller.follow(this::state);
		ended(poller);
		if (poller.isOwnThread() || state() == DictState.STARTED) {
			return false;
		}
		if (!poller.awaitEnd(limit) && poller.isReading()) {
			poller.interrupt();
			poller.awaitEnd(PATIENCE);
		}
		ended(poller);
		return !poller.isReading();
	}

	/** The last read may have ended. */
	void ended(Poller<?, ?> poller) {
		this.lock.lock();
		try {
			if (!poller.isReading()) {
				move(DictState.STOPPED);
				move(DictState.CLOSED);
			}
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
	}

	private void become(DictState next) {
		this.lock.lock();
		try {
			move(next);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
	}

	/** Under the lock; nothing happens if it is not legal. */
	private void move(DictState next) {
		if (next == DictState.STARTED && this.state.get().canBecome(next)) {
			this.startNanos = this.ticker.nanos();
		}
		DictState before = this.state.become(next);
		if (before != null && before.toActivityState() != next.toActivityState()) {
			this.listeners.note(before.toActivityState(), next.toActivityState());
		}
	}

}
