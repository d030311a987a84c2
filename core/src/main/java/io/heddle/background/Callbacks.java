package io.heddle.background;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a task calls when its function has ended.
 *
 * @param <T> the result
 * @param onSuccess gets the result
 * @param onFail gets the failure
 * @param onEnd runs last
 */
record Callbacks<T extends @Nullable Object>(@Nullable Consumer<? super T> onSuccess,
		@Nullable Consumer<? super Throwable> onFail, @Nullable Runnable onEnd) {

	private static final Callbacks<?> NONE = new Callbacks<>(null, null, null);

	@SuppressWarnings("unchecked") // none takes no result
	static <T extends @Nullable Object> Callbacks<T> none() {
		return (Callbacks<T>) NONE;
	}

	Callbacks<T> onSuccess(Consumer<? super T> callback) {
		return new Callbacks<>(callback, this.onFail, this.onEnd);
	}

	Callbacks<T> onFail(Consumer<? super Throwable> callback) {
		return new Callbacks<>(this.onSuccess, callback, this.onEnd);
	}

	Callbacks<T> onEnd(Runnable callback) {
		return new Callbacks<>(this.onSuccess, this.onFail, callback);
	}

}
