package io.heddle.autoconfigure.endpoint;

import java.time.Instant;

import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A failure without its message, which may hold data of users.
 *
 * @param where the part that failed first, for example a stage
 * @param exception the class of the exception
 * @param suppressed how many failures came after it
 * @param at when it was noticed
 */
public record FailureDescription(String where, String exception, int suppressed, Instant at) {

	static @Nullable FailureDescription of(@Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
		Throwable cause = failure.cause();
		return new FailureDescription(failure.where(), cause.getClass().getName(), cause.getSuppressed().length,
				failure.at());
	}

}
