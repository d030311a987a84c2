package io.heddle.annotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.heddle.background.ThreadWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ClassUtils;

/**
 * A method and how it is called.
 *
 * @param method the method
 * @param takesValue whether its first parameter is the result or the exception
 * @param takesThread whether its last parameter is the handle
 */
record CallbackMethod(Method method, boolean takesValue, boolean takesThread) {

	private static final Logger logger = LoggerFactory.getLogger(CallbackMethod.class);

	CallbackMethod with(Method other) {
		return new CallbackMethod(other, this.takesValue, this.takesThread);
	}

	/** What it throws is thrown here, the very object. */
	void call(CallbackKind kind, Object receiver, @Nullable Object value, ThreadWrapper<?> thread) {
		if (this.takesValue && !ClassUtils.isAssignableValue(this.method.getParameterTypes()[0], value)) {
			refuse(kind, value, thread);
		}
		else {
			invoke(receiver, arguments(value, thread));
		}
	}

	/** A failure that the method is not made for has at least to be seen. */
	private void refuse(CallbackKind kind, @Nullable Object value, ThreadWrapper<?> thread) {
		String signature = Place.signature(this.method);
		if (kind == CallbackKind.FAIL && value instanceof Throwable failure) {
			logger.warn("Task '{}' failed, and {} is not called: {} does not take it", thread.getName(),
					kind.attribute(), signature, failure);
			return;
		}
		throw new IllegalArgumentException(
				"Callback %s of task '%s' does not take the result %s".formatted(signature, thread.getName(), value));
	}

	private @Nullable Object[] arguments(@Nullable Object value, ThreadWrapper<?> thread) {
		List<@Nullable Object> arguments = new ArrayList<>();
		if (this.takesValue) {
			arguments.add(value);
		}
		if (this.takesThread) {
			arguments.add(thread);
		}
		return arguments.toArray();
	}

	private void invoke(Object receiver, @Nullable Object[] arguments) {
		try {
			this.method.invoke(receiver, arguments);
		}
		catch (InvocationTargetException ex) {
			throw Rethrow.asIs(ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
