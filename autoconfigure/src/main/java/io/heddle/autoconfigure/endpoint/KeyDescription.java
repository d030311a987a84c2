package io.heddle.autoconfigure.endpoint;

import java.time.Duration;

import io.heddle.dict.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A key of a dict. Whether it has a property for its value tells whether values are shown
 * at all.
 */
public sealed interface KeyDescription {

	static KeyDescription of(Object key, Reading<?> reading, boolean values) {
		Throwable error = reading.lastError();
		WithoutValue description = new WithoutValue(ShownValue.textOf(key), ThreadDictOverview.millis(reading.age()),
				reading.period(), (error != null) ? error.getClass().getName() : null);
		return values ? description.with(reading.value()) : description;
	}

	/**
	 * What everybody may see.
	 *
	 * @param key the key in words
	 * @param ageMillis how old its value is, {@code null} if it has none
	 * @param period how often it is refreshed, {@code null} if it is not
	 * @param error the class of what the last refresh has thrown, {@code null} if it has
	 * not
	 */
	record WithoutValue(String key, @Nullable Long ageMillis, @Nullable Duration period,
			@Nullable String error) implements KeyDescription {

		WithValue with(@Nullable Object value) {
			return new WithValue(this.key, ShownValue.of(value), this.ageMillis, this.period, this.error);
		}

	}

	/**
	 * The same with the value.
	 *
	 * @param key the key in words
	 * @param value the value as a number, a truth value or in words, {@code null} if
	 * there is none
	 * @param ageMillis how old it is, {@code null} if there is none
	 * @param period how often it is refreshed, {@code null} if it is not
	 * @param error the class of what the last refresh has thrown, {@code null} if it has
	 * not
	 */
	record WithValue(String key, @Nullable Object value, @Nullable Long ageMillis, @Nullable Duration period,
			@Nullable String error) implements KeyDescription {

	}

}
