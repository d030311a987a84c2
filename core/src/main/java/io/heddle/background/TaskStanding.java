package io.heddle.background;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How far a task is, and how it has ended.
 * <p>
 * The phase is the one thing that threads compete for. The outcome is a plain field:
 * {@link TaskPhase} says who may write it, and the phase is written after it. Everything
 * that only some tasks need is in {@link TaskWatch}.
 *
 * @param <T> the result
 */
abstract sealed class TaskStanding<T extends @Nullable Object> permits TaskCourse {

	private static final VarHandle PHASE = handle("phase", TaskPhase.class);

	private static final VarHandle WATCH = handle("watch", TaskWatch.class);

	/** Read and written through its handle, but for the first value. */
	TaskPhase phase = TaskPhase.CREATED;

	/** The result or a {@link Failed}. */
	private @Nullable Object outcome;

	private volatile @Nullable TaskWatch<T> watch;

	private static VarHandle handle(String field, Class<?> type) {
		try {
			return MethodHandles.lookup().findVarHandle(TaskStanding.class, field, type);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	abstract Task<T> self();

	final boolean move(TaskPhase from, TaskPhase to) {
		if (!from.canBecome(to)) {
			throw new IllegalArgumentException("%s cannot become %s".formatted(from, to));
		}
		boolean moved = PHASE.compareAndSet(this, from, to);
		TaskWatch<T> present = this.watch;
		if (moved && present != null) {
			present.note(self());
		}
		return moved;
	}

	/**
	 * Moves on where nobody competes. A watch that is made at this moment may miss this
	 * move, and learns of it with the next one.
	 */
	final void moveAlone(TaskPhase from, TaskPhase to) {
		if (!from.canBecome(to)) {
			throw new IllegalArgumentException("%s cannot become %s".formatted(from, to));
		}
		PHASE.setRelease(this, to);
		TaskWatch<T> present = this.watch;
		if (present != null) {
			present.note(self());
		}
	}

	/** Ends a task that has not begun; it is still to be finished. */
	final boolean refuse(Throwable cause, boolean cancelled) {
		Failed failed = new Failed(cause, cancelled, false);
		if (!move(TaskPhase.CREATED, TaskPhase.REFUSED)) {
			return false;
		}
		this.outcome = failed;
		return move(TaskPhase.REFUSED, TaskPhase.EXCEPTION);
	}

	/** Whoever is at it needs a few instructions. */
	final void pauseWhile(TaskPhase passing) {
		while (phase() == passing) {
			Thread.onSpinWait();
		}
	}

	/** The watch of this task, which is made now if there is none. */
	final TaskWatch<T> watch() {
		TaskWatch<T> present = this.watch;
		if (present != null) {
			return present;
		}
		TaskWatch<T> fresh = new TaskWatch<>();
		if (WATCH.compareAndSet(this, null, fresh)) {
			fresh.note(self());
		}
		return Objects.requireNonNull(this.watch);
	}

	final @Nullable TaskWatch<T> watchIfAny() {
		return this.watch;
	}

	final TaskPhase phase() {
		return (TaskPhase) PHASE.getVolatile(this);
	}

	/** Only good when the phase says that the function has ended. */
	final @Nullable Object outcome() {
		return this.outcome;
	}

	/** Only for whom {@link TaskPhase} allows it. */
	final void outcome(@Nullable Object outcome) {
		this.outcome = outcome;
	}

	/** Whether it has begun to run. */
	final boolean isStarted() {
		TaskPhase now = phase();
		return now != TaskPhase.CREATED && now != TaskPhase.REFUSED
				&& !(now.state().hasEnded() && this.outcome instanceof Failed failed && !failed.begun());
	}

}
