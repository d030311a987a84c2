package io.heddle.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A task that never ran and has its result: what the body of a background method returns,
 * for its interceptor to unwrap.
 */
final class CompletedWrapper<T extends @Nullable Object> implements ThreadWrapper<T> {

	private final T value;

	private volatile Object status = "";

	CompletedWrapper(T value) {
		this.value = value;
	}

	@Override
	public long getId() {
		return 0;
	}

	@Override
	public String getName() {
		return "completed";
	}

	@Override
	public String getTaskName() {
		return getName();
	}

	@Override
	public @Nullable Instant getStartTime() {
		return null;
	}

	@Override
	public Object getStatus() {
		return this.status;
	}

	@Override
	public void setStatus(Object status) {
		this.status = status;
	}

	@Override
	public void progress(long done, long total) {
		setStatus(new Progress(done, total));
	}

	@Override
	public ExecutionState getExecutionState() {
		return ExecutionState.CLOSED;
	}

	@Override
	public BlockingQueue<ExecutionState> getExecutionStateQueue() {
		return new LinkedBlockingQueue<>(List.of(ExecutionState.CLOSED));
	}

	@Override
	public ExecutionState getFinishedWith() {
		return ExecutionState.RETURNED;
	}

	@Override
	public T getResult() {
		return this.value;
	}

	@Override
	public @Nullable Throwable getException() {
		return null;
	}

	@Override
	public List<Throwable> getCallbackErrors() {
		return List.of();
	}

	@Override
	public boolean join(Duration limit) {
		return true;
	}

	@Override
	public boolean cancel(boolean mayInterrupt) {
		return false;
	}

	@Override
	public boolean isCancelled() {
		return false;
	}

	@Override
	public boolean isDone() {
		return true;
	}

	@Override
	public T get() {
		return this.value;
	}

	@Override
	public T get(long timeout, TimeUnit unit) {
		return this.value;
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		return CompletableFuture.completedFuture(this.value);
	}

}
