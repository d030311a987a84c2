package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.activity.StateHolder;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The items of a {@link UiWorker} and their turns.
 * <p>
 * At most one turn is under way: it is handed to the executor, takes the first item when
 * it is run, does it, and hands over the next one. So an item waits here, and not in the
 * executor, until its turn has come; a stop claims a turn that has not begun, and it does
 * nothing then. An executor that runs a turn within its {@code execute} is not called
 * from within that again, so a long line needs no deep stack.
 * <p>
 * All fields are guarded by one lock. Code of others is called without it.
 */
final class UiLine {

	private final WorkshopParts parts;

	private final Executor executor;

	private final Bench<Runnable> bench;

	private final WorkshopCounts counts;

	private final WorkshopActivity activity;

	private final Consumer<? super Boolean> busyListener;

	private final UiDelay delay;

	private final StateHolder<WorkshopState> state;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition gone = this.lock.newCondition();

	private final ArrayDeque<Runnable> line = new ArrayDeque<>();

	/** The one that is under way. */
	private @Nullable UiTurn turn;

	/** The thread that is at an item. */
	private @Nullable Thread runner;

	/** How many have been done since there was nothing to do. */
	private long done;

	/** What the listener was told last. */
	private boolean busy;

	/** Whether items wait for the time of the first one. */
	private boolean delayed;

	/** What the executor has thrown when it was asked last. */
	private @Nullable Throwable refusal;

	UiLine(WorkshopParts parts, UiWorker.Builder builder, Bench<Runnable> bench, WorkshopCounts counts,
			WorkshopActivity activity) {
		this.parts = parts;
		this.executor = builder.executor;
		this.busyListener = builder.busyListener;
		this.bench = bench;
		this.counts = counts;
		this.activity = activity;
		this.state = new StateHolder<>(WorkshopState.NEW, WorkshopState::canBecome, parts.ticker());
		this.delay = new UiDelay(parts, builder.delay, this::go);
	}

	/** For the time before the first start. */
	void source(ThreadSource source) {
		this.delay.source(source);
	}

	void put(Runnable item) {
		locked(() -> {
			if (!state().accepts()) {
				throw rejected("has stopped: start it again");
			}
			if (this.line.size() >= spec().queueCapacity()) {
				throw rejected("is full with %d items: put fewer, or give it a larger queueCapacity"
					.formatted(this.line.size()));
			}
			return this.line.add(item);
		});
		go();
	}

	private RejectedExecutionException rejected(String why) {
		this.counts.reject();
		return new RejectedExecutionException("%s %s".formatted(spec().title(), why));
	}

	/** Hands a turn over if there is something to do and none is under way. */
	void go() {
		UiTurn next = locked(this::nextTurn);
		while (next != null) {
			next = submit(next);
		}
		if (locked(() -> this.delayed)) {
			awaitDelay();
		}
	}

	private void awaitDelay() {
		try {
			this.delay.ensureWaiter();
		}
		catch (Throwable ex) {
			this.bench.threadFailed(spec().name() + "-delay", ex);
		}
	}

	/** Under the lock. */
	private @Nullable UiTurn nextTurn() {
		boolean needed = this.turn == null && !this.line.isEmpty() && state().begins();
		this.delayed = needed && this.delay.isPending();
		if (!needed || this.delayed) {
			return null;
		}
		this.turn = new UiTurn(this);
		return this.turn;
	}

	/** Gives the turn that is to follow at once. */
	private @Nullable UiTurn submit(UiTurn next) {
		try {
			next.submit(this.executor);
		}
		catch (Throwable ex) {
			refused(next, ex);
			return null;
		}
		return next.hasEndedWithin() ? locked(this::nextTurn) : null;
	}

	/** The items stay; whoever puts the next one asks again. */
	private void refused(UiTurn refused, Throwable failure) {
		this.bench.failed("The executor", failure);
		if (refused.claim()) {
			locked(() -> {
				this.refusal = failure;
				return end(refused);
			});
			this.activity.listeners().deliver();
		}
	}

	/** Does the first item, in the thread of the executor. */
	void run(UiTurn current) {
		Runnable item = locked(this::take);
		if (item != null) {
			tellBusy(true);
			this.bench.run(item);
			locked(() -> {
				this.done++;
				this.runner = null;
				return this;
			});
		}
		if (locked(() -> !this.state.get().begins() || this.line.isEmpty())) {
			tellBusy(false);
		}
		locked(() -> end(current));
		this.activity.listeners().deliver();
	}

	/** Under the lock. */
	private @Nullable Runnable take() {
		this.refusal = null;
		Runnable item = state().begins() ? this.line.poll() : null;
		this.runner = (item != null) ? Thread.currentThread() : null;
		return item;
	}

	private void tellBusy(boolean now) {
		boolean changed = locked(() -> {
			boolean before = this.busy;
			this.busy = now;
			return before != now;
		});
		if (changed) {
			try {
				this.busyListener.accept(now);
			}
			catch (Throwable ex) {
				this.bench.failed("The busy listener", ex);
			}
		}
	}

	/** Under the lock. */
	private UiLine end(UiTurn ended) {
		if (this.turn == ended) {
			this.turn = null;
		}
		if (this.line.isEmpty()) {
			this.done = 0;
		}
		settle();
		return this;
	}

	/** Ends a stop when no turn is under way; under the lock. */
	private void settle() {
		boolean waits = state() == WorkshopState.DRAINING && !this.line.isEmpty() && this.refusal == null;
		if (this.turn == null && state().isEnding() && !waits) {
			move(WorkshopState.STOPPED);
			this.gone.signalAll();
		}
	}

	/** Under the lock. */
	private void move(WorkshopState next) {
		WorkshopState before = this.state.become(next);
		if (before != null && before.toActivityState() != next.toActivityState()) {
			this.activity.listeners().note(before.toActivityState(), next.toActivityState());
		}
	}

	/** Takes that state, if that is legal. */
	void change(WorkshopState next) {
		boolean claimed = locked(() -> {
			if (next == WorkshopState.RUNNING && state() != WorkshopState.RUNNING) {
				this.delay.begin();
			}
			move(next);
			this.delay.wanted(state().begins());
			boolean unwanted = claimUnwanted();
			settle();
			return unwanted;
		});
		this.activity.listeners().deliver();
		if (claimed) {
			endBusy();
		}
	}

	/** Takes back a turn that is not to begin any more; under the lock. */
	private boolean claimUnwanted() {
		UiTurn current = this.turn;
		boolean claimed = current != null && !state().begins() && current.claim();
		if (claimed) {
			this.turn = null;
		}
		return claimed;
	}

	/** The listener is called where it is called at other times. */
	private void endBusy() {
		try {
			this.executor.execute(() -> tellBusy(false));
		}
		catch (Throwable ex) {
			this.bench.failed("The executor", ex);
		}
	}

	/** <b>Blocks</b> until no turn is under way, at most for the limit. */
	boolean awaitGone(Duration limit) {
		this.lock.lock();
		try {
			long left = (this.runner == Thread.currentThread()) ? 0 : Deadline.nanosOf(limit);
			while (state().isEnding() && left > 0) {
				left = this.gone.awaitNanos(left);
			}
			return !state().isEnding();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	List<Runnable> takeBack() {
		return locked(() -> {
			List<Runnable> taken = new ArrayList<>(this.line);
			this.line.clear();
			if (this.turn == null) {
				this.done = 0;
			}
			return taken;
		});
	}

	double done() {
		return locked(() -> {
			long all = this.done + this.line.size() + running();
			return (all == 0) ? 0.0 : (double) this.done / all;
		});
	}

	int waiting() {
		return locked(this.line::size);
	}

	int running() {
		return locked(() -> (this.runner != null) ? 1 : 0);
	}

	int threads() {
		return this.delay.threads();
	}

	WorkerSnapshot snapshot() {
		return locked(() -> {
			WorkerSnapshot.Counts now = new WorkerSnapshot.Counts(this.line.size(), running(), this.counts.done(),
					this.counts.failed(), this.counts.rejected(), 0, 0);
			return new WorkerSnapshot(spec().name(), spec().kind(), state().toActivityState(), this.state.since(),
					threads(), 0, spec().queueCapacity(), now, problem());
		});
	}

	/** Under the lock. */
	private @Nullable String problem() {
		Throwable thrown = this.refusal;
		return (thrown != null) ? "The executor refuses with %s".formatted(thrown.getClass().getName()) : null;
	}

	WorkshopState state() {
		return this.state.get();
	}

	private WorkshopSpec spec() {
		return this.parts.spec();
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
