package io.heddle.autoconfigure.endpoint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is shown of keys and values: numbers of the JDK and truth values as they are, all
 * else as text, never as an object with properties. A text is cut, and of an exception
 * only its class is told.
 */
final class ShownValue {

	/** How many characters of a text are shown. */
	static final int MAX_LENGTH = 1000;

	private static final Set<Class<?>> NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class,
			Double.class, BigInteger.class, BigDecimal.class);

	private ShownValue() {
	}

	static @Nullable Object of(@Nullable Object value) {
		if (value == null || value instanceof Boolean) {
			return value;
		}
		String text = textOf(value);
		return (NUMBERS.contains(value.getClass()) && text.length() < MAX_LENGTH) ? value : text;
	}

	/** What its own code has to say about it, if that works. */
	static String textOf(Object value) {
		if (value instanceof Throwable failure) {
			return failure.getClass().getName();
		}
		try {
			String text = String.valueOf(value);
			return (text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH) + "…";
		}
		catch (RuntimeException | StackOverflowError | LinkageError ex) {
			return "%s, whose toString() throws %s".formatted(value.getClass().getName(), ex.getClass().getName());
		}
	}

}
