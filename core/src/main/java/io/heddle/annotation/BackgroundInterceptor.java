package io.heddle.annotation;

import io.heddle.background.TaskBuilder;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.Assert;

/**
 * Turns a call of an annotated method into a task. Thread-safe.
 */
final class BackgroundInterceptor implements MethodInterceptor {

	private final BackgroundMethods methods;

	private final Beans beans;

	BackgroundInterceptor(BackgroundMethods methods, Beans beans) {
		this.methods = methods;
		this.beans = beans;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) {
		BackgroundMethod method = this.methods.of(invocation);
		ThreadManager manager = this.beans.manager(method);
		TaskBuilder<@Nullable Object> task = manager.asyncTask(new Body(method, invocation));
		task.name(method.taskName());
		addCallbacks(task, method, receiver(invocation));
		return method.answer(task.doAsync());
	}

	/** The target, or the proxy where it has none. */
	private static Object receiver(MethodInvocation invocation) {
		Object target = invocation.getThis();
		if (target != null) {
			return target;
		}
		Assert.state(invocation instanceof ProxyMethodInvocation, "A call of no proxy and no target");
		return ((ProxyMethodInvocation) invocation).getProxy();
	}

	private void addCallbacks(TaskBuilder<@Nullable Object> task, BackgroundMethod method, Object target) {
		method.callbacks().forEach((kind, callback) -> {
			switch (kind) {
				case SUCCESS -> task.onSuccess((result) -> call(callback, target, result));
				case FAIL -> task.onFail((failure) -> call(callback, target, failure));
				case END -> task.onEnd(() -> call(callback, target, null));
			}
		});
	}

	/** Runs in the thread of the task. */
	private void call(Callback callback, Object target, @Nullable Object about) {
		String bean = callback.bean();
		Object receiver = (bean != null) ? this.beans.get(bean) : target;
		callback.call(receiver, about, ThreadWrapper.current());
	}

}
