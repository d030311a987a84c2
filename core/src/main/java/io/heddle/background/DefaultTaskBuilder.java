package io.heddle.background;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Collects a plan.
 */
final class DefaultTaskBuilder<T extends @Nullable Object> implements TaskBuilder<T> {

	private final DefaultThreadManager manager;

	private final boolean async;

	/** As in a plan; or a {@link MethodTask}, as long as it has no arguments. */
	private Object body;

	private @Nullable String name;

	private @Nullable Consumer<? super T> onSuccess;

	private @Nullable Consumer<? super Throwable> onFail;

	private @Nullable Runnable onEnd;

	DefaultTaskBuilder(DefaultThreadManager manager, Object body, boolean async) {
		this.manager = manager;
		this.body = body;
		this.async = async;
	}

	@Override
	public TaskBuilder<T> name(String name) {
		Assert.hasText(name, "'name' of a task must not be empty");
		this.name = name;
		return this;
	}

	@Override
	public TaskBuilder<T> args(@Nullable Object... args) {
		Assert.state(this.body instanceof MethodTask,
				"Only a method that is given by its name takes arguments: let the lambda capture them");
		this.body = ((MethodTask) this.body).withArguments(args);
		return this;
	}

	@Override
	public TaskBuilder<T> onSuccess(Consumer<? super T> callback) {
		this.onSuccess = callback;
		return this;
	}

	@Override
	public TaskBuilder<T> onFail(Consumer<? super Throwable> callback) {
		this.onFail = callback;
		return this;
	}

	@Override
	public TaskBuilder<T> onEnd(Runnable callback) {
		this.onEnd = callback;
		return this;
	}

	@Override
	public ThreadWrapper<T> doAsync() {
		Object body = this.body;
		if (body instanceof MethodTask method) {
			body = method.resolve();
		}
		return this.manager
			.submit(new TaskPlan<>(this.name, body, this.async, this.onSuccess, this.onFail, this.onEnd));
	}

}
