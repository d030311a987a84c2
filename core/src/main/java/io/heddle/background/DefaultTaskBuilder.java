package io.heddle.background;

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Collects a plan, and the arguments of a method.
 */
final class DefaultTaskBuilder<T extends @Nullable Object> implements TaskBuilder<T> {

	private final DefaultThreadManager manager;

	/** Of a method: what is to be done, given the arguments. */
	private final @Nullable Function<@Nullable Object[], ThreadTask<T>> method;

	private TaskPlan<T> plan;

	DefaultTaskBuilder(DefaultThreadManager manager, TaskPlan<T> plan) {
		this.manager = manager;
		this.method = null;
		this.plan = plan;
	}

	DefaultTaskBuilder(DefaultThreadManager manager, String name, Function<@Nullable Object[], ThreadTask<T>> method) {
		this.manager = manager;
		this.method = method;
		this.plan = new TaskPlan<>(name, (thread) -> method.apply(new Object[0]).run(thread), Callbacks.none(), false);
	}

	private DefaultTaskBuilder<T> with(@Nullable String name, ThreadTask<T> function, Callbacks<T> callbacks) {
		this.plan = new TaskPlan<>(name, function, callbacks, this.plan.async());
		return this;
	}

	private DefaultTaskBuilder<T> with(Callbacks<T> callbacks) {
		return with(this.plan.name(), this.plan.function(), callbacks);
	}

	@Override
	public TaskBuilder<T> name(String name) {
		Assert.hasText(name, "'name' of a task must not be empty");
		return with(name, this.plan.function(), this.plan.callbacks());
	}

	@Override
	public TaskBuilder<T> args(@Nullable Object... args) {
		Assert.state(this.method != null,
				"Only a method that is given by its name takes arguments: let the lambda capture them");
		return with(this.plan.name(), this.method.apply(args.clone()), this.plan.callbacks());
	}

	@Override
	public TaskBuilder<T> onSuccess(Consumer<? super T> callback) {
		return with(this.plan.callbacks().onSuccess(callback));
	}

	@Override
	public TaskBuilder<T> onFail(Consumer<? super Throwable> callback) {
		return with(this.plan.callbacks().onFail(callback));
	}

	@Override
	public TaskBuilder<T> onEnd(Runnable callback) {
		return with(this.plan.callbacks().onEnd(callback));
	}

	@Override
	public ThreadWrapper<T> doAsync() {
		return this.manager.submit(this.plan);
	}

}
