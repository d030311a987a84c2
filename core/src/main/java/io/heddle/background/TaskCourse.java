package io.heddle.background;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What happens to a task, from its making to its end; {@link Task} is what can be seen
 * and asked of it. The two are one object, because there may be millions.
 * <p>
 * What threads compete for is in {@link TaskStanding}.
 *
 * @param <T> the result
 */
abstract sealed class TaskCourse<T extends @Nullable Object> extends TaskStanding<T> permits Task {

	private final DefaultThreadManager manager;

	/** Replaced when all is done. */
	private TaskPlan<T> plan;

	/** The logging context of the caller. */
	private final @Nullable Map<String, String> logging;

	/** What is to be run next, as decorators have wrapped it, if there are any. */
	private @Nullable Runnable decorated;

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

	TaskCourse(DefaultThreadManager manager, TaskPlan<T> plan) {
		this.manager = manager;
		this.plan = plan;
		this.logging = manager.context().capture();
		this.decorated = decorated();
	}

	private @Nullable Runnable decorated() {
		TaskContext context = this.manager.context();
		return context.hasDecorators() ? context.decorate(this::runHere) : null;
	}

	/** Runs what is to be run next, in the current thread, which is then as it was. */
	final void run(ThreadGuise guise) {
		try {
			runAs(guise);
		}
		catch (Throwable ex) {
			finishWithoutThread(ex);
			this.manager.reporter().failedBeside(self(), ex);
		}
	}

	private void runAs(ThreadGuise guise) {
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
			restore(guise);
		}
	}

	/** The task may be in another thread by now. */
	private void restore(ThreadGuise guise) {
		try {
			guise.restore();
		}
		catch (Throwable ex) {
			this.manager.reporter().failedBeside(self(), ex);
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
			fail((cause != null) ? cause : forgotten());
			finish();
		}
	}

	/** Ends a task whose function could not be called, if it has not ended. */
	private void fail(Throwable cause) {
		if (!refuse(cause, false)) {
			pauseWhile(TaskPhase.REFUSED);
			if (!phase().state().hasEnded()) {
				end(new Failed(cause, false, true));
			}
		}
	}

	private Throwable forgotten() {
		return new IllegalStateException("A decorator has not run task '%s'".formatted(self().getName()));
	}

	/** A decorator may run this once, in the thread that runs the task, and no later. */
	private void runHere() {
		Assert.state(this.runner == Thread.currentThread(),
				() -> "A decorator runs task '%s' again or elsewhere".formatted(self().getName()));
		runPart();
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
		Object result;
		try {
			this.manager.started(self());
			result = this.manager.context().call(self(), this.plan);
			if (this.plan.async() && result instanceof CompletionStage<?> stage) {
				CompletableFuture<?> future = futureOf(stage);
				if (!future.isDone() && await(future)) {
					return;
				}
				result = future.isDone() ? resultOf(future) : null;
			}
		}
		catch (Throwable ex) {
			result = new Failed(ex, false, true);
		}
		end(result);
	}

	private static CompletableFuture<?> futureOf(CompletionStage<?> stage) {
		return Objects.requireNonNull(stage.toCompletableFuture(), "The stage that a task has returned has no future");
	}

	/** Called by the thread that has run the function, and by nobody else. */
	@SuppressWarnings("Interruption") // the interrupt was meant for the function
	private void end(@Nullable Object result) {
		outcome(result);
		if (!move(TaskPhase.RUNNING, endOf(result))) {
			pauseWhile(TaskPhase.INTERRUPTING);
			outcome(new Failed(cancellation((result instanceof Failed failed) ? failed.cause() : null), true, true));
			move(TaskPhase.CANCELLED, TaskPhase.EXCEPTION);
		}
		Thread.interrupted();
	}

	private static TaskPhase endOf(@Nullable Object result) {
		return (result instanceof Failed) ? TaskPhase.EXCEPTION : TaskPhase.RETURNED;
	}

	/** What a task of a future that is complete ends with. */
	private static @Nullable Object resultOf(CompletableFuture<?> future) {
		return future.<@Nullable Object>handle((value, failure) -> (failure != null) ? failed(failure) : value).join();
	}

	/** Lets go of the thread until the future is complete; false if it was cancelled. */
	private boolean await(CompletableFuture<?> future) {
		this.decorated = decorated();
		this.awaited = future;
		this.runner = null;
		if (!move(TaskPhase.RUNNING, TaskPhase.AWAITING)) {
			this.runner = Thread.currentThread();
			this.awaited = null;
			future.cancel(true);
			return false;
		}
		try {
			future.whenComplete((value, failure) -> resume((failure != null) ? failed(failure) : value));
		}
		catch (Throwable ex) {
			resume(new Failed(ex, false, true));
		}
		return true;
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
		outcome(result);
		move(TaskPhase.ENDING, endOf(result));
		this.manager.resume(self());
		return true;
	}

	private CancellationException cancellation(@Nullable Throwable cause) {
		CancellationException cancellation = new CancellationException(
				"Task '%s' was cancelled".formatted(self().getName()));
		cancellation.initCause(cause);
		return cancellation;
	}

	/** Calls the callbacks and closes the task, once, whatever goes wrong. */
	private void finish() {
		TaskPhase ended = phase();
		if (this.finishing || !ended.state().hasEnded()) {
			return;
		}
		this.finishing = true;
		TaskReporter reporter = this.manager.reporter();
		try {
			reporter.ended(self(), this.plan, outcome());
		}
		finally {
			try {
				moveAlone(ended, TaskPhase.FINISHING);
				reporter.finishing(self(), this.plan);
			}
			finally {
				close();
			}
		}
	}

	/** Who keeps the handle keeps nothing that the function and the callbacks capture. */
	private void close() {
		this.runner = null;
		this.decorated = null;
		this.plan = this.plan.done();
		try {
			this.endNanos = this.manager.closing(self());
		}
		finally {
			move(TaskPhase.FINISHING, TaskPhase.CLOSED);
			this.manager.closed(self());
		}
	}

	/** Runs it in the thread of who has submitted it. */
	final void runInCaller() {
		try {
			ThreadGuise.borrow(this::run);
		}
		catch (Throwable ex) {
			finishWithoutThread(ex);
			this.manager.reporter().failedBeside(self(), ex);
		}
	}

	/** Ends a task, in the current thread, for which there is no thread. */
	final void finishWithoutThread(Throwable cause) {
		try {
			fail(cause);
			ThreadGuise.borrow(this::finishAs);
		}
		catch (Throwable ex) {
			this.manager.reporter().failedBeside(self(), ex);
		}
		finish();
	}

	private void finishAs(ThreadGuise guise) {
		this.runner = guise.thread();
		try {
			guise.dress(self(), null, this.logging);
			finish();
		}
		finally {
			restore(guise);
		}
	}

	/** See {@link ThreadWrapper#cancel(boolean)}. */
	final boolean tryCancel(boolean mayInterrupt) {
		while (true) {
			TaskPhase now = phase();
			if (now == TaskPhase.CREATED) {
				if (refuse(cancellation(null), true)) {
					return true;
				}
			}
			else if (now == TaskPhase.AWAITING) {
				if (resume(new Failed(cancellation(null), true, true))) {
					cancelAwaited(mayInterrupt);
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

	/** The future is one of the user, and may be of any class. */
	private void cancelAwaited(boolean mayInterrupt) {
		try {
			Objects.requireNonNull(this.awaited).cancel(mayInterrupt);
		}
		catch (Throwable ex) {
			this.manager.reporter().failedBeside(self(), ex);
		}
	}

	/** The thread cannot go on to other work before this is over. */
	private boolean interrupt() {
		try {
			Thread thread = this.runner;
			if (thread != null) {
				thread.interrupt();
			}
		}
		finally {
			move(TaskPhase.INTERRUPTING, TaskPhase.CANCELLED);
		}
		return true;
	}

	final @Nullable Thread runner() {
		return this.runner;
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
