package io.heddle.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.StateHolder;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The bounded line of jobs of a {@link Workshop} and the threads that take them from it.
 *
 * <h2>Who does what waits</h2>
 *
 * All that decides is guarded by one lock: the state, the line, the threads and how many
 * of them are idle. Whoever puts a job wakes an idle thread, and makes another one if
 * more jobs wait than threads are idle and there may be more. A thread is on the list
 * from the moment that somebody has decided to make it; it is made and started without
 * the lock. It leaves the list in the same step in which it finds that there is nothing
 * to do for it, so whoever puts a job afterwards does not count on it. A thread that was
 * woken and is surplus passes the signal on.
 * <p>
 * A job is on its thread's account from the step that takes it off the line to the step
 * that looks for the next one, so at each moment a job waits, or is at work, or has
 * ended.
 *
 * @param <J> the jobs
 */
final class JobLine<J> {

	private final WorkshopSpec spec;

	private final Bench<J> bench;

	private final WorkshopCounts counts;

	private final ActivityListeners listeners;

	private final StateHolder<WorkshopState> state;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition work = this.lock.newCondition();

	private final Condition place = this.lock.newCondition();

	private final Condition gone = this.lock.newCondition();

	private final Condition quiet = this.lock.newCondition();

	/** Guarded by the lock. */
	private final Books<J> books;

	/** Written before the first start. */
	private volatile ThreadSource source;

	JobLine(WorkshopParts parts, Bench<J> bench, WorkshopCounts counts, ActivityListeners listeners) {
		this.spec = parts.spec();
		this.source = parts.source();
		this.bench = bench;
		this.counts = counts;
		this.listeners = listeners;
		this.books = new Books<>(this.spec.name(), this.spec.maxThreads());
		this.state = new StateHolder<>(WorkshopState.NEW, WorkshopState::canBecome, parts.ticker());
	}

	/** For the time before the first start. */
	void source(ThreadSource source) {
		this.source = source;
	}

	/**
	 * Adds a job to the line. <b>Blocks</b> while that is full.
	 * @throws RejectedExecutionException if the job is not accepted
	 */
	void put(J job) {
		Hand<J> hand;
		this.lock.lock();
		try {
			awaitPlace();
			this.books.add(job);
			this.work.signal();
			hand = hire();
		}
		finally {
			this.lock.unlock();
		}
		Throwable failure = (hand != null) ? begin(hand) : null;
		if (failure != null && takeBackAlone(job)) {
			throw rejected("has no thread", failure);
		}
	}

	/** Under the lock. */
	private void awaitPlace() {
		while (true) {
			if (!state().accepts()) {
				throw rejected("has stopped: start it again", null);
			}
			if (this.books.waiting() < this.spec.queueCapacity()) {
				return;
			}
			if (state() == WorkshopState.NEW) {
				throw rejected("is full with %d jobs before it is started: start it, or give it a larger queueCapacity"
					.formatted(this.books.waiting()), null);
			}
			if (isOwnThread()) {
				throw rejected("is full with %d jobs, and a job of its own cannot wait for itself"
					.formatted(this.books.waiting()), null);
			}
			awaitSignalOfPlace();
		}
	}

	@SuppressWarnings("WaitNotInLoop") // the caller looks again
	private void awaitSignalOfPlace() {
		try {
			this.place.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.place.signal();
			throw rejected("was full, and the caller was interrupted while it waited", ex);
		}
	}

	private RejectedExecutionException rejected(String why, @Nullable Throwable cause) {
		this.counts.reject();
		return new RejectedExecutionException("%s %s".formatted(this.spec.title(), why), cause);
	}

	/** A further thread if there is work for it; under the lock. */
	private @Nullable Hand<J> hire() {
		return state().begins() ? this.books.hire(this, this.bench) : null;
	}

	private @Nullable Throwable begin(Hand<J> hand) {
		try {
			hand.start(this.source);
			return null;
		}
		catch (Throwable ex) {
			leave(hand);
			this.bench.threadFailed(hand.name(), ex);
			return ex;
		}
	}

	/** Makes as many threads as there is work for. */
	void beginAll() {
		List<Hand<J>> hired = new ArrayList<>();
		this.lock.lock();
		try {
			for (Hand<J> hand = hire(); hand != null; hand = hire()) {
				hired.add(hand);
			}
		}
		finally {
			this.lock.unlock();
		}
		hired.forEach(this::begin);
	}

	/** Takes the job off the line again if nobody would do it. */
	private boolean takeBackAlone(J job) {
		return locked(() -> {
			boolean alone = this.books.removeLastIfAlone(job);
			this.place.signal();
			return alone;
		});
	}

	/**
	 * The next job for a thread, which is done with the one before. <b>Blocks</b> while
	 * there is none.
	 * @return {@code null} if the thread is to end; it is on no list then
	 */
	@Nullable J next(Hand<J> hand) {
		this.lock.lock();
		try {
			hand.lookForJob();
			tellIfQuiet();
			J job = awaitJob();
			if (job != null) {
				hand.take(job);
			}
			else {
				remove(hand);
			}
			return job;
		}
		finally {
			this.lock.unlock();
			this.listeners.deliver();
		}
	}

	/** Under the lock. */
	private @Nullable J awaitJob() {
		long left = Deadline.nanosOf(this.spec.keepAlive());
		while (state().begins() && !this.books.hasSurplus()) {
			J job = this.books.poll();
			if (job != null) {
				this.place.signal();
				return job;
			}
			if (state() == WorkshopState.DRAINING || left <= 0) {
				return null;
			}
			left = awaitSignalOfWork(left);
		}
		return null;
	}

	/** An interrupt from outside was meant for no job. */
	@SuppressWarnings("WaitNotInLoop") // the caller looks again
	private long awaitSignalOfWork(long left) {
		this.books.idle(1);
		try {
			return this.work.awaitNanos(left);
		}
		catch (InterruptedException ex) {
			return left;
		}
		finally {
			this.books.idle(-1);
		}
	}

	/** Takes a thread off the list, if it is on it. */
	void leave(Hand<J> hand) {
		this.lock.lock();
		try {
			hand.lookForJob();
			tellIfQuiet();
			remove(hand);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
	}

	/** Under the lock. */
	private void remove(Hand<J> hand) {
		this.books.remove(hand);
		this.work.signal();
		settle();
	}

	/** Ends a stop when nobody is left; under the lock. */
	private void settle() {
		if (this.books.isDeserted()) {
			this.gone.signalAll();
			if (state().isEnding()) {
				move(WorkshopState.STOPPED);
			}
		}
	}

	/** Under the lock. */
	private void tellIfQuiet() {
		if (this.books.isQuiet()) {
			this.quiet.signalAll();
		}
	}

	/** Under the lock; nothing happens if it is not legal. */
	private void move(WorkshopState next) {
		WorkshopState before = this.state.become(next);
		if (before != null && before.toActivityState() != next.toActivityState()) {
			this.listeners.note(before.toActivityState(), next.toActivityState());
		}
	}

	/** Makes threads for what waits, and takes jobs from now on. */
	void open() {
		change(WorkshopState.RUNNING);
		beginAll();
	}

	/** Takes that state, if that is legal, and wakes whoever it concerns. */
	void change(WorkshopState next) {
		this.lock.lock();
		try {
			move(next);
			this.work.signalAll();
			this.place.signalAll();
			settle();
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
	}

	/** Changes how many threads there may be; a thread too many ends its job first. */
	void maxThreads(int threads) {
		WorkshopSpec.requireThreads(this.spec.title(), threads);
		this.lock.lock();
		try {
			this.books.max(threads);
			this.work.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		beginAll();
	}

	/** Interrupts what runs. */
	void interrupt() {
		locked(() -> {
			this.books.interrupt();
			return this;
		});
	}

	/** <b>Blocks</b> until no thread is left, at most for the limit. */
	boolean awaitGone(Duration limit) {
		return await(this.gone, limit, this.books::isDeserted);
	}

	/** <b>Blocks</b> until nothing waits and nothing runs, at most for the limit. */
	boolean awaitQuiet(Duration limit) {
		return await(this.quiet, limit, this.books::isQuiet);
	}

	private boolean await(Condition condition, Duration limit, BooleanSupplier until) {
		try {
			this.lock.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		try {
			long left = isOwnThread() ? 0 : Deadline.nanosOf(limit);
			while (!until.getAsBoolean() && left > 0) {
				left = condition.awaitNanos(left);
			}
			return until.getAsBoolean();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes all jobs that wait. */
	List<J> takeBack() {
		return locked(() -> {
			List<J> taken = this.books.removeAll();
			this.place.signalAll();
			tellIfQuiet();
			return taken;
		});
	}

	boolean isOwnThread() {
		return locked(this.books::hasCurrentThread);
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	WorkshopState state() {
		return this.state.get();
	}

	Instant since() {
		return this.state.since();
	}

	/** What is given back is read under the lock. */
	<T> T read(Function<? super Books<J>, T> reader) {
		return locked(() -> reader.apply(this.books));
	}

}
