package io.heddle.background;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean by its name.
 *
 * @param bean the bean
 * @param name the name of the method
 */
record MethodTask(Object bean, String name) {

	MethodTask {
		if (candidates(bean, name).isEmpty()) {
			throw new IllegalArgumentException(
					"%s has no method '%s': its methods are %s".formatted(bean.getClass().getName(), name,
							Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(bean.getClass()))
								.map(Method::getName)
								.distinct()
								.sorted()
								.collect(Collectors.joining(", "))));
		}
	}

	private static List<Method> candidates(Object bean, String name) {
		return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(bean.getClass()))
			.filter((method) -> method.getName().equals(name) && !method.isSynthetic())
			.toList();
	}

	/**
	 * The call of the method with these arguments.
	 * @throws IllegalArgumentException if no method of that name takes them, or several
	 */
	ThreadTask<@Nullable Object> resolve(@Nullable Object[] args) {
		List<Method> plain = accepting(args, 0);
		List<Method> withThread = plain.isEmpty() ? accepting(args, 1) : List.of();
		Method method = theOnly(plain.isEmpty() ? withThread : plain, args);
		ReflectionUtils.makeAccessible(method);
		return (thread) -> invoke(method, plain.isEmpty() ? withFirst(thread, args) : args);
	}

	/** Those that take the arguments after that many handles. */
	private List<Method> accepting(@Nullable Object[] args, int handles) {
		return candidates(this.bean, this.name).stream().filter((method) -> {
			Class<?>[] types = method.getParameterTypes();
			return types.length == args.length + handles && (handles == 0 || types[0] == ThreadWrapper.class)
					&& IntStream.range(0, args.length)
						.allMatch((i) -> ClassUtils.isAssignableValue(types[i + handles], args[i]));
		}).toList();
	}

	private Method theOnly(List<Method> methods, @Nullable Object[] args) {
		if (methods.size() != 1) {
			String types = Arrays.stream(args)
				.map((arg) -> (arg != null) ? arg.getClass().getName() : "null")
				.collect(Collectors.joining(", ", "(", ")"));
			throw new IllegalArgumentException("%s has %s method '%s' that takes %s: give it a lambda instead"
				.formatted(this.bean.getClass().getName(), methods.isEmpty() ? "no" : "more than one", this.name,
						types));
		}
		return methods.get(0);
	}

	private static @Nullable Object[] withFirst(ThreadWrapper<?> thread, @Nullable Object[] args) {
		return Stream.concat(Stream.of(thread), Arrays.stream(args)).toArray();
	}

	private @Nullable Object invoke(Method method, @Nullable Object[] args) throws Exception {
		try {
			return method.invoke(this.bean, args);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

}
