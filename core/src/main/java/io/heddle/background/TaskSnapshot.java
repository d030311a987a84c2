package io.heddle.background;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A task as it was at one moment.
 *
 * @param id its id
 * @param name its name with the id
 * @param state its state
 * @param status what it says of itself
 * @param startTime when the function began, {@code null} before
 * @param duration how long the task has run, until now or until it was closed; zero
 * before it begins
 * @param finishedWith {@code RETURNED} or {@code EXCEPTION}, {@code null} before
 * @param exception what the function has thrown, if it has failed
 * @param thread the name of the thread that runs it at this moment, if one does
 * @param stuck whether it was cancelled and its function goes on nevertheless
 */
public record TaskSnapshot(long id, String name, ExecutionState state, Object status, @Nullable Instant startTime,
		Duration duration, @Nullable ExecutionState finishedWith, @Nullable Throwable exception,
		@Nullable String thread, boolean stuck) {

}
