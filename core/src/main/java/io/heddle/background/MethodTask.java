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
 * A method of a bean by its name, with its arguments.
 *
 * @param bean the bean
 * @param name the name of the method
 * @param args the arguments
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record MethodTask(Object bean, String name, @Nullable Object[] args) {

	MethodTask {
		if (candidates(bean, name).findAny().isEmpty()) {
			throw new IllegalArgumentException("%s has no method '%s': its methods are %s"
				.formatted(bean.getClass().getName(), name, namesOf(bean)));
		}
	}

	private static Stream<Method> methods(Object bean) {
		return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(bean.getClass()))
			.filter((method) -> method.getDeclaringClass() != Object.class && !method.isSynthetic());
	}

	private static Stream<Method> candidates(Object bean, String name) {
		return methods(bean).filter((method) -> method.getName().equals(name));
	}

	private static String namesOf(Object bean) {
		return methods(bean).map(Method::getName).distinct().sorted().collect(Collectors.joining(", "));
	}

	MethodTask withArguments(@Nullable Object[] args) {
		return new MethodTask(this.bean, this.name, args.clone());
	}

	/**
	 * The call of the method.
	 * @throws IllegalArgumentException if no method of that name takes the arguments, or
	 * several
	 */
	ThreadTask<@Nullable Object> resolve() {
		List<Method> plain = accepting(0);
		Method method = theOnly(plain.isEmpty() ? accepting(1) : plain);
		ReflectionUtils.makeAccessible(method);
		return (thread) -> invoke(method, plain.isEmpty() ? withFirst(thread) : this.args);
	}

	/** Those that take the arguments after that many handles. */
	private List<Method> accepting(int handles) {
		return candidates(this.bean, this.name).filter((method) -> {
			Class<?>[] types = method.getParameterTypes();
			return types.length == this.args.length + handles && (handles == 0 || types[0] == ThreadWrapper.class)
					&& IntStream.range(0, this.args.length)
						.allMatch((i) -> ClassUtils.isAssignableValue(types[i + handles], this.args[i]));
		}).toList();
	}

	private Method theOnly(List<Method> methods) {
		if (methods.size() != 1) {
			String types = Arrays.stream(this.args)
				.map((arg) -> (arg != null) ? arg.getClass().getName() : "null")
				.collect(Collectors.joining(", ", "(", ")"));
			throw new IllegalArgumentException("%s has %s method '%s' that takes %s: give it a lambda instead"
				.formatted(this.bean.getClass().getName(), methods.isEmpty() ? "no" : "more than one", this.name,
						types));
		}
		return methods.get(0);
	}

	private @Nullable Object[] withFirst(ThreadWrapper<?> thread) {
		return Stream.concat(Stream.of(thread), Arrays.stream(this.args)).toArray();
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
