package io.heddle.worker;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MethodInvoker;
import org.springframework.util.ReflectionUtils;

/**
 * Runs tasks, those that name a method with the executor that is bound. For one thread.
 */
final class BoundExecutor {

	private @Nullable Object executor;

	/** Why there is none. */
	private @Nullable Throwable failure;

	/** Makes an executor; named tasks learn if that fails. */
	void bind(Class<?> type, @Nullable Object[] args) {
		this.executor = null;
		this.failure = null;
		try {
			this.executor = make(type, args);
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
	}

	/** There is no executor, for that reason. */
	void bind(Throwable reason) {
		this.executor = null;
		this.failure = reason;
	}

	private static Object make(Class<?> type, @Nullable Object[] args) throws Throwable {
		Constructor<?> constructor = best(Stream.of(type.getConstructors()), args);
		if (constructor == null) {
			throw new NoSuchMethodException(
					"%s has no public constructor for %s".formatted(type.getName(), types(args)));
		}
		ReflectionUtils.makeAccessible(constructor);
		try {
			return constructor.newInstance(args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/** The result of a task; what it throws is thrown. */
	@Nullable Object run(WorkerTask<?> task) throws Throwable {
		return (task instanceof NamedTask<?> named) ? call(named) : task.run();
	}

	private @Nullable Object call(NamedTask<?> task) throws Throwable {
		Object target = this.executor;
		if (target == null) {
			throw new IllegalStateException(
					(this.failure != null) ? "Task '%s' has no executor: it could not be made".formatted(task.method())
							: "Task '%s' has no executor: bind(..) one to the worker".formatted(task.method()),
					this.failure);
		}
		Class<?> type = target.getClass();
		Method method = best(Arrays.stream(type.getMethods()).filter((some) -> some.getName().equals(task.method())),
				task.args().toArray());
		if (method == null) {
			throw new NoSuchMethodException("%s has no public method '%s' for %s".formatted(type.getName(),
					task.method(), types(task.args().toArray())));
		}
		ReflectionUtils.makeAccessible(method);
		try {
			return method.invoke(target, task.args().toArray());
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <E extends Executable> @Nullable E best(Stream<E> candidates, @Nullable Object[] args) {
		return candidates.filter((some) -> weight(some, args) < Integer.MAX_VALUE)
			.min(Comparator.comparingInt((some) -> weight(some, args)))
			.orElse(null);
	}

	@SuppressWarnings("NullAway") // null is an argument of any type
	private static int weight(Executable candidate, @Nullable Object[] args) {
		return (candidate.getParameterCount() != args.length) ? Integer.MAX_VALUE
				: MethodInvoker.getTypeDifferenceWeight(candidate.getParameterTypes(), args);
	}

	private static String types(@Nullable Object[] args) {
		return Arrays.stream(args).map((arg) -> (arg != null) ? arg.getClass().getName() : "null").toList().toString();
	}

}
