package io.heddle.enrich;

/**
 * A task that has failed.
 *
 * @param task the task
 * @param cause what was thrown: by {@code doTask} or {@code saveData}, or a
 * {@link java.util.concurrent.TimeoutException}
 * @param <T> the tasks
 */
public record TaskFailure<T>(T task, Throwable cause) {

}
