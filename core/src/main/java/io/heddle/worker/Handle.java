package io.heddle.worker;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who has sent a task is answered by.
 */
record Handle(CompletableFuture<@Nullable Object> future,
		@Nullable BiConsumer<? super @Nullable Object, ? super @Nullable Throwable> callback) {

	/**
	 * The callback comes before those who wait for the future, unless that has been
	 * cancelled.
	 * @return what the callback has thrown
	 */
	@Nullable Throwable answer(Answer answer) {
		Throwable failure = null;
		try {
			if (this.callback != null && !this.future.isDone()) {
				this.callback.accept(answer.value(), answer.failure());
			}
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (answer.failure() != null) {
			this.future.completeExceptionally(answer.failure());
		}
		else {
			this.future.complete(answer.value());
		}
		return failure;
	}

}
