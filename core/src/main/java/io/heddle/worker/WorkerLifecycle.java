package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.StateHolder;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The starts and stops of a worker, each start with {@link Lanes} of its own.
 */
final class WorkerLifecycle {

	/** For what a cut ends, until it is given up. */
	static final Duration PATIENCE = Duration.ofMillis(1500);

	private final WorkerParts parts;

	private final @Nullable ClassLoader loader;

	private final WorkerCounts counts;

	private final WorkerErrors errors;

	private final Supplier<@Nullable Binding> binding;

	private final ActivityListeners listeners;

	private final StateHolder<WorkerState> state;

	private final JobQueue queue;

	private final Stragglers stragglers;

	/** Guards the order of changes of the state, and what follows. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile WorkerSpec spec;

	private volatile Parcels parcels;

	private volatile @Nullable Lanes lanes;

	WorkerLifecycle(WorkerSpec spec, WorkerParts parts, @Nullable ClassLoader loader, WorkerCounts counts,
			WorkerErrors errors, Supplier<@Nullable Binding> binding, ActivityListeners listeners) {
		this.parts = parts;
		this.loader = loader;
		this.counts = counts;
		this.errors = errors;
		this.binding = binding;
		this.listeners = listeners;
		this.state = new StateHolder<>(WorkerState.NEW, WorkerState::canBecome, parts.ticker());
		this.queue = new JobQueue(() -> this.spec.queueCapacity(), spec.name(), parts.ticker(), errors);
		this.stragglers = new Stragglers(spec.name());
		this.spec = spec;
		this.parcels = newParcels(spec);
	}

	private Parcels newParcels(WorkerSpec of) {
		return new Parcels(new AllowedTypes(of.allowedTypes()), of.maxFrameSize(), this.loader);
	}

	WorkerSpec spec() {
		return this.spec;
	}

	JobQueue queue() {
		return this.queue;
	}

	Parcels parcels() {
		return this.parcels;
	}

	WorkerState state() {
		return this.state.get();
	}

	boolean isOwnThread() {
		Lanes present = this.lanes;
		return present != null && present.isOwnThread();
	}

	void configure(UnaryOperator<WorkerSpec> change) {
		boolean done = false;
		while (!done) {
			WorkerSpec before = this.spec;
			done = replace(before, change.apply(before));
		}
	}

	/** False if somebody else was faster. */
	private boolean replace(WorkerSpec before, WorkerSpec changed) {
		Assert.isTrue(changed.name().equals(before.name()),
				() -> "Worker '%s' cannot be renamed to '%s'".formatted(before.name(), changed.name()));
		Parcels made = newParcels(changed);
		this.lock.lock();
		try {
			boolean first = this.spec.equals(before);
			if (first) {
				this.spec = changed;
				this.parcels = made;
			}
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Harmless if it is started. */
	void start() {
		Lanes begun = null;
		this.lock.lock();
		try {
			if (this.state.get() != WorkerState.STARTED) {
				requireStartable();
				begun = newLanes();
				this.lanes = begun;
				move(WorkerState.STARTED);
				this.queue.open();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (begun != null) {
			begun.start();
		}
		this.listeners.deliver();
	}

	private void requireStartable() {
		WorkerState present = this.state.get();
		Assert.state(!present.isClosed(),
				() -> "Worker '%s' has been closed: build another one".formatted(this.spec.name()));
		Assert.state(present.canBecome(WorkerState.STARTED),
				() -> "Worker '%s' is being stopped: start it when it has stopped".formatted(this.spec.name()));
	}

	private Lanes newLanes() {
		WorkerSpec present = this.spec;
		ThreadSource given = this.parts.threads();
		ThreadSource source = (given != null) ? given : ThreadSource.of(present.threadMode());
		TaskLimits limits = new TaskLimits(present.name() + "-limits", source, this.parts.ticker());
		return new Lanes(new LaneParts(present, source, this.parts.ticker(), this.queue, limits, this.stragglers,
				this.parcels, this.loader, this.counts, this.errors, this.binding), this::ended);
	}

	/** Stops; tasks that are left after the limit are cancelled. */
	WorkerStop stop(Duration limit) {
		return stop(WorkerState.STOPPING, limit);
	}

	/** Stops for ever, at once. */
	WorkerStop close() {
		return stop(WorkerState.CLOSING, Duration.ZERO);
	}

	private WorkerStop stop(WorkerState next, Duration limit) {
		Lanes present = leave(next);
		long before = this.counts.cancelledCount();
		if (present == null) {
			cancel(leftOf(null));
		}
		else if (present.isOwnThread()) {
			present.unlessEnded(limit, stopped(), () -> force(present));
			cancel((next == WorkerState.CLOSING) ? leftOf(present) : List.of());
			return new WorkerStop(this.spec.name(), this.queue.size(), present.left());
		}
		else if (!present.awaitEnd(limit)) {
			force(present);
		}
		int left = (present != null) ? present.left() : 0;
		return new WorkerStop(this.spec.name(), this.counts.cancelledCount() - before, left);
	}

	/** Gives the lanes that go on. */
	private @Nullable Lanes leave(WorkerState next) {
		Lanes present;
		this.lock.lock();
		try {
			present = active();
			move(next);
			if (!this.state.get().isOpen()) {
				this.queue.drain();
			}
			if (present == null) {
				move(WorkerState.CLOSED);
			}
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		if (present != null) {
			present.wake();
		}
		return present;
	}

	private CancellationException stopped() {
		return new CancellationException(
				"Worker '%s' was stopped before the task was done".formatted(this.spec.name()));
	}

	private void force(Lanes present) {
		present.cut(stopped());
		cancel(leftOf(present));
		present.wake();
		if (!present.awaitEnd(PATIENCE)) {
			present.giveUp();
			present.awaitEnd(PATIENCE);
		}
	}

	/** What has not begun, unless it has been started again meanwhile. */
	private List<Errand> leftOf(@Nullable Lanes stopped) {
		this.lock.lock();
		try {
			return (active() == stopped && !state().isOpen()) ? this.queue.clear() : List.of();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void cancel(List<Errand> left) {
		for (Errand errand : left) {
			CancellationException reason = new CancellationException(
					"%s was cancelled: worker '%s' was stopped before it began".formatted(errand.describe(),
							this.spec.name()));
			this.counts.failed(reason);
			errand.answer(Answer.failed(reason));
		}
	}

	/** The last lane has ended. */
	private void ended() {
		List<Errand> left;
		this.lock.lock();
		try {
			move(WorkerState.STOPPING); // nobody has stopped it if there was no thread
			this.queue.drain();
			left = this.queue.clear();
			move(WorkerState.STOPPED);
			move(WorkerState.CLOSED);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.deliver();
		cancel(left);
	}

	/** Under the lock; nothing happens if it is not legal. */
	private void move(WorkerState next) {
		WorkerState before = this.state.become(next);
		if (before != null && before.toActivityState() != next.toActivityState()) {
			this.listeners.note(before.toActivityState(), next.toActivityState());
		}
	}

	/** The lanes, if any of them may be at work. */
	@Nullable Lanes active() {
		return state().toActivityState().isActive() ? this.lanes : null;
	}

	WorkerProcessSnapshot snapshot() {
		Lanes active = active();
		long busy = (active != null) ? active.busy() : 0;
		WorkerProcessSnapshot.Counts all = new WorkerProcessSnapshot.Counts(this.queue.size(), busy,
				this.counts.doneCount(), this.counts.failedCount(), this.counts.timedOutCount(),
				this.counts.crashedCount(), this.counts.joinedCount(), this.counts.restartCount());
		return new WorkerProcessSnapshot(this.spec.name(), state().toActivityState(), this.state.since(), this.spec,
				all, this.queue.silence(), (active != null) ? active.sights() : List.of(),
				this.queue.orders().keys().size(), (active != null) ? active.trouble() : null);
	}

}
