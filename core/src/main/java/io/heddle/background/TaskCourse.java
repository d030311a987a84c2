package io.heddle.background;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a task, from its making to its end; {@link Task} is what can be seen
 * and asked of it. The two are one object, because there may be millions.
 * <p>
 * The phase is the one thing that threads compete for. The outcome is a plain field:
 * {@link TaskPhase} says who may write it, and the phase is written after it. Everything
 * that only some tasks need is in {@link TaskWatch}.
 *
 * @param <T> the result
 */
abstract sealed class TaskCourse<T extends @Nullable Object> permits Task {

	private static final VarHandle PHASE = handle("phase", TaskPhase.class);

	private static final VarHandle WATCH = handle("watch", TaskWatch.class);

	private final DefaultThreadManager manager;

	/** Replaced when all is done. */
	private TaskPlan<T> plan;

	/** The logging context of the caller. */
	private final @Nullable Map<String, String> logging;

	/** What is to be run next, as decorators have wrapped it, if there are any. */
	private @Nullable Runnable decorated;

	private volatile TaskPhase phase = TaskPhase.CREATED;

	/** The result or a {@link Failed}. */
	private @Nullable Object outcome;

	/** The thread that runs the function or the callbacks; written before the phase. */
	private @Nullable Thread runner;

	/**
	 * What the task waits for without a thread. It stays: the thread that has let go of
	 * the task looks at it afterwards.
	 */
	private volatile @Nullable CompletableFuture<?> awaited;

	/** Whether the callbacks have been begun; for the thread that runs the task. */
	private boolean finishing;

	/** Written before it is {@code RUNNING}. */
	private long startNanos;

	/** Written before it is {@code CLOSED}. */
	private long endNanos;

	private volatile @Nullable TaskWatch<T> watch;

	TaskCourse(DefaultThreadManager manager, TaskPlan<T> plan) {
		this.manager = manager;
		this.plan = plan;
		this.logging = manager.context().capture();
		this.decorated = decorated();
	}

	private static VarHandle handle(String field, Class<?> type) {
		try {
			return MethodHandles.lookup().findVarHandle(TaskCourse.class, field, type);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	abstract Task<T> self();

	private boolean move(TaskPhase from, TaskPhase to) {
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

	private @Nullable Runnable decorated() {
		TaskContext context = this.manager.context();
		return context.hasDecorators() ? context.decorate(this::runPart) : null;
	}

	/**
	 * Moves on where nobody competes. A watch that is made at this moment may miss this
	 * move, and learns of it with the next one.
	 */
	private void moveAlone(TaskPhase from, TaskPhase to) {
		if (!from.canBecome(to)) {
			throw new IllegalArgumentException("%s cannot become %s".formatted(from, to));
		}
		PHASE.setRelease(this, to);
		TaskWatch<T> present = this.watch;
		if (present != null) {
			present.note(self());
		}
	}

	/** Runs what is to be run next, in the current thread, which is then as it was. */
	final void run(ThreadGuise guise) {
		this.runner = guise.thread();
		try {
			guise.dress(self(), (this.plan.name() != null) ? self().getName() : null, this.logging);
			if (this.decorated == null) {
				runPart();
			}
			else {
				runDecorated(this.decorated);
			}
		}
		finally {
			guise.restore();
		}
	}

	/** A decorator is user code: it may throw, or forget what it decorates. */
	private void runDecorated(Runnable work) {
		boolean resumed = this.awaited != null;
		Throwable cause = null;
		try {
			work.run();
		}
		catch (Throwable ex) {
			cause = ex;
			this.manager.reporter().decoratorFailed(self(), ex);
		}
		boolean waits = !resumed && this.awaited != null;
		if (!waits && !this.finishing) {
			refuse((cause != null) ? cause : forgotten(), false);
			finish();
		}
	}

	private Throwable forgotten() {
		return new IllegalStateException("A decorator has not run task '%s'".formatted(self().getName()));
	}

	/** Runs the function and, unless it has returned a future, the callbacks. */
	private void runPart() {
		if (this.awaited != null) {
			finish();
			return;
		}
		this.startNanos = this.manager.ticker().nanos();
		if (move(TaskPhase.CREATED, TaskPhase.RUNNING)) {
			callFunction();
		}
		if (this.awaited == null) {
			pauseWhile(TaskPhase.REFUSED);
			finish();
		}
	}

	private void callFunction() {
		this.manager.started(self());
		try {
			T result = this.manager.context().call(self(), this.plan);
			if (this.plan.async() && result instanceof CompletionStage<?> stage) {
				await(stage.toCompletableFuture());
			}
			else {
				end(result);
			}
		}
		catch (Throwable ex) {
			end(new Failed(ex, false, true));
		}
	}

	/** Called by the thread that has run the function, and by nobody else. */
	@SuppressWarnings("Interruption") // the interrupt was meant for the function
	private void end(@Nullable Object result) {
		this.outcome = result;
		if (!move(TaskPhase.RUNNING, endOf(result))) {
			pauseWhile(TaskPhase.INTERRUPTING);
			this.outcome = new Failed(cancellation((result instanceof Failed failed) ? failed.cause() : null), true,
					true);
			move(TaskPhase.CANCELLED, TaskPhase.EXCEPTION);
		}
		Thread.interrupted();
	}

	private static TaskPhase endOf(@Nullable Object result) {
		return (result instanceof Failed) ? TaskPhase.EXCEPTION : TaskPhase.RETURNED;
	}

	/** Lets go of the thread until the future is complete, if it is not yet. */
	private void await(CompletableFuture<?> future) {
		if (future.isDone()) {
			future.whenComplete((value, failure) -> end((failure != null) ? failed(failure) : value));
			return;
		}
		this.decorated = decorated();
		this.awaited = future;
		if (move(TaskPhase.RUNNING, TaskPhase.AWAITING)) {
			future.whenComplete((value, failure) -> resume((failure != null) ? failed(failure) : value));
		}
		else {
			this.awaited = null;
			future.cancel(true);
			end(null);
		}
	}

	private static Failed failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException wrapper && wrapper.getCause() != null)
				? wrapper.getCause() : failure;
		return new Failed(cause, cause instanceof CancellationException, true);
	}

	/** Ends the wait for a future; of several callers the first one does. */
	private boolean resume(@Nullable Object result) {
		if (!move(TaskPhase.AWAITING, TaskPhase.ENDING)) {
			return false;
		}
		this.outcome = result;
		move(TaskPhase.ENDING, endOf(result));
		this.manager.resume(self());
		return true;
	}

	/** Ends a task that has not begun; it is still to be finished. */
	final boolean refuse(Throwable cause, boolean cancelled) {
		if (!move(TaskPhase.CREATED, TaskPhase.REFUSED)) {
			return false;
		}
		this.outcome = new Failed(cause, cancelled, false);
		return move(TaskPhase.REFUSED, TaskPhase.EXCEPTION);
	}

	/** Whoever is at it needs a few instructions. */
	private void pauseWhile(TaskPhase passing) {
		while (this.phase == passing) {
			Thread.onSpinWait();
		}
	}

	private CancellationException cancellation(@Nullable Throwable cause) {
		CancellationException cancellation = new CancellationException(
				"Task '%s' was cancelled".formatted(self().getName()));
		cancellation.initCause(cause);
		return cancellation;
	}

	/** Calls the callbacks, once. */
	private void finish() {
		if (this.finishing) {
			return;
		}
		this.finishing = true;
		TaskPhase ended = this.phase;
		TaskReporter reporter = this.manager.reporter();
		reporter.ended(self(), this.plan, this.outcome);
		moveAlone(ended, TaskPhase.FINISHING);
		reporter.finishing(self(), this.plan);
		this.runner = null;
		this.endNanos = this.manager.closing(self());
		move(TaskPhase.FINISHING, TaskPhase.CLOSED);
		this.manager.closed(self());
	}

	/** Ends a task, in the current thread, for which there is no thread. */
	final void finishWithoutThread(Throwable cause) {
		ThreadGuise.borrow((guise) -> {
			refuse(cause, false);
			guise.dress(self(), null, this.logging);
			try {
				finish();
			}
			finally {
				guise.restore();
			}
		});
	}

	/** See {@link ThreadWrapper#cancel(boolean)}. */
	final boolean tryCancel(boolean mayInterrupt) {
		while (true) {
			TaskPhase now = this.phase;
			if (now == TaskPhase.CREATED) {
				if (refuse(cancellation(null), true)) {
					return true;
				}
			}
			else if (now == TaskPhase.AWAITING) {
				if (resume(new Failed(cancellation(null), true, true))) {
					Objects.requireNonNull(this.awaited).cancel(mayInterrupt);
					return true;
				}
			}
			else if (now != TaskPhase.RUNNING || !mayInterrupt) {
				return false;
			}
			else if (move(TaskPhase.RUNNING, TaskPhase.INTERRUPTING)) {
				return interrupt();
			}
		}
	}

	/** The thread cannot go on to other work before this is over. */
	private boolean interrupt() {
		Thread thread = this.runner;
		if (thread != null) {
			thread.interrupt();
		}
		return move(TaskPhase.INTERRUPTING, TaskPhase.CANCELLED);
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
		return this.phase;
	}

	/** Only good when the phase says that the function has ended. */
	final @Nullable Object outcome() {
		return this.outcome;
	}

	final @Nullable Thread runner() {
		return this.runner;
	}

	/** Lets go of what nobody will call any more, with all that it captures. */
	final void forget() {
		this.plan = this.plan.done();
		this.decorated = null;
	}

	/** Whether it has begun to run. */
	final boolean isStarted() {
		TaskPhase now = this.phase;
		return now != TaskPhase.CREATED && now != TaskPhase.REFUSED
				&& !(now.state().hasEnded() && this.outcome instanceof Failed failed && !failed.begun());
	}

	final long startNanos() {
		return this.startNanos;
	}

	final long endNanos() {
		return this.endNanos;
	}

	final TaskPlan<T> plan() {
		return this.plan;
	}

	final DefaultThreadManager manager() {
		return this.manager;
	}

}
