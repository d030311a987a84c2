package io.heddle.worker;

import java.time.Instant;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * What has come of a task.
 *
 * @param key what it was put under, which is the task itself if it has no key
 * @param value what it has returned, {@code null} if it has thrown
 * @param error what it has thrown, {@code null} if it has not
 * @param at when it ended
 */
public record WorkerResult<R extends @Nullable Object>(Object key, @Nullable R value, @Nullable Throwable error,
		Instant at) {

	public boolean isError() {
		return this.error != null;
	}

	/**
	 * The value.
	 * @throws CompletionException if the task has thrown; its cause is what was thrown
	 */
	public @Nullable R require() {
		if (this.error != null) {
			throw new CompletionException("Task '%s' has failed".formatted(this.key), this.error);
		}
		return this.value;
	}

}
