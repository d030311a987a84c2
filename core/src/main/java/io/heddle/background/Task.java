package io.heddle.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * One task as its handle shows it.
 *
 * @param <T> the result
 */
final class Task<T extends @Nullable Object> extends TaskCourse<T> implements ThreadWrapper<T> {

	private static final AtomicLong IDS = new AtomicLong();

	private static final String ANONYMOUS = "task";

	private final long id = IDS.incrementAndGet();

	Task(DefaultThreadManager manager, TaskPlan<T> plan) {
		super(manager, plan);
	}

	@Override
	Task<T> self() {
		return this;
	}

	@Override
	public boolean cancel(boolean mayInterrupt) {
		return tryCancel(mayInterrupt);
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // what the function has returned
	T result() {
		return (T) outcome();
	}

	private @Nullable Failed failure() {
		return (getExecutionState().hasEnded() && outcome() instanceof Failed failed) ? failed : null;
	}

	/** Completes a future as this task has ended. */
	void complete(CompletableFuture<T> future) {
		if (outcome() instanceof Failed failed) {
			future.completeExceptionally(failed.cause());
		}
		else {
			future.complete(result());
		}
	}

	/** Whether that state is, was or will be one of this task. */
	boolean takes(ExecutionState state) {
		return switch (state) {
			case RUNNING -> isStarted();
			case RETURNED -> !(outcome() instanceof Failed);
			case EXCEPTION -> outcome() instanceof Failed;
			default -> true;
		};
	}

	@Override
	public long getId() {
		return this.id;
	}

	@Override
	public String getName() {
		return getTaskName() + "-" + this.id;
	}

	@Override
	public String getTaskName() {
		String name = plan().name();
		return (name != null) ? name : ANONYMOUS;
	}

	@Override
	public @Nullable Instant getStartTime() {
		return isStarted() ? manager().instantOf(startNanos()) : null;
	}

	@Override
	public Object getStatus() {
		TaskWatch<T> present = watchIfAny();
		return (present != null) ? present.status() : "";
	}

	@Override
	public void setStatus(Object status) {
		watch().status(status);
	}

	@Override
	public void progress(long done, long total) {
		setStatus(new Progress(done, total));
	}

	@Override
	public ExecutionState getExecutionState() {
		return phase().state();
	}

	@Override
	public BlockingQueue<ExecutionState> getExecutionStateQueue() {
		return watch().states();
	}

	@Override
	public @Nullable ExecutionState getFinishedWith() {
		if (!isDone()) {
			return null;
		}
		return (outcome() instanceof Failed) ? ExecutionState.EXCEPTION : ExecutionState.RETURNED;
	}

	@Override
	public @Nullable T getResult() {
		return (isDone() && failure() == null) ? result() : null;
	}

	@Override
	public @Nullable Throwable getException() {
		Failed failed = failure();
		return (failed != null) ? failed.cause() : null;
	}

	@Override
	public List<Throwable> getCallbackErrors() {
		TaskWatch<T> present = watchIfAny();
		return (present != null) ? List.copyOf(present.callbackErrors()) : List.of();
	}

	void addCallbackError(Throwable error) {
		watch().callbackErrors().add(error);
	}

	@Override
	public boolean isDone() {
		return getExecutionState().hasEnded();
	}

	@Override
	public boolean isCancelled() {
		if (isStuck()) {
			return true;
		}
		Failed failed = failure();
		return failed != null && failed.cancelled();
	}

	/** Whether it was cancelled and its function has not ended yet. */
	boolean isStuck() {
		TaskPhase now = phase();
		return now == TaskPhase.INTERRUPTING || now == TaskPhase.CANCELLED;
	}

	@Override
	public boolean join(Duration limit) throws InterruptedException {
		if (phase() != TaskPhase.CLOSED && !isRunHere()) {
			watch().closed().await(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
		}
		return phase() == TaskPhase.CLOSED;
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		if (!isDone()) {
			requireOther();
			watch().ended().await();
		}
		return report();
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		if (!isDone()) {
			requireOther();
			if (!watch().ended().await(timeout, unit)) {
				throw new TimeoutException("Task '%s' is %s".formatted(getName(), getExecutionState()));
			}
		}
		return report();
	}

	/** Whether the current thread runs it, perhaps with another one inside. */
	private boolean isRunHere() {
		return runner() == Thread.currentThread();
	}

	private void requireOther() {
		Assert.state(!isRunHere(), () -> "Task '%s' cannot wait for its own result".formatted(getName()));
	}

	private T report() throws ExecutionException {
		Failed failed = failure();
		if (failed == null) {
			return result();
		}
		if (failed.cancelled()) {
			CancellationException cancellation = new CancellationException(failed.cause().getMessage());
			cancellation.initCause(failed.cause());
			throw cancellation;
		}
		throw new ExecutionException(failed.cause());
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		return watch().future(this);
	}

	TaskSnapshot snapshot() {
		Thread thread = runner();
		ExecutionState state = getExecutionState();
		long until = (state == ExecutionState.CLOSED) ? endNanos() : manager().ticker().nanos();
		Duration duration = isStarted() ? Duration.ofNanos(until - startNanos()) : Duration.ZERO;
		return new TaskSnapshot(this.id, getName(), state, getStatus(), getStartTime(), duration, getFinishedWith(),
				getException(), (thread != null) ? thread.getName() : null, isStuck());
	}

	@Override
	public String toString() {
		return "Task '%s' %s".formatted(getName(), getExecutionState());
	}

}
