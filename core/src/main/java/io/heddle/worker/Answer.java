package io.heddle.worker;

import org.jspecify.annotations.Nullable;

/**
 * What became of a task: a result, or a failure.
 *
 * @param failure {@code null} if there is a result, which may be {@code null} too
 */
record Answer(@Nullable Object value, @Nullable Throwable failure) {

	static Answer of(@Nullable Object value) {
		return new Answer(value, null);
	}

	static Answer failed(Throwable failure) {
		return new Answer(null, failure);
	}

}
