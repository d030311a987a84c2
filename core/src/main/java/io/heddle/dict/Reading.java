package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A key at one moment. All is {@code null} of a key that is not in the dict.
 *
 * @param value its value, {@code null} if it has none
 * @param updatedAt when that was stored, {@code null} if it has none
 * @param age how long ago that was
 * @param period how often it is refreshed, {@code null} if it is not
 * @param lastError what the last refresh has thrown, {@code null} if it has not
 * @param <V> the values
 */
public record Reading<V>(@Nullable V value, @Nullable Instant updatedAt, @Nullable Duration age,
		@Nullable Duration period, @Nullable Throwable lastError) {

}
