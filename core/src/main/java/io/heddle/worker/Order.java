package io.heddle.worker;

import java.util.Objects;
import java.util.concurrent.Callable;

import io.heddle.thread.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * A job with the context of who has put it. Made by that one, then used by the thread
 * that does the job.
 */
final class Order<J> {

	private final J job;

	private final Runnable carried;

	private @Nullable Callable<?> work;

	private @Nullable Object result;

	private @Nullable Throwable failure;

	Order(J job, String title, ThreadContext context) {
		this.job = job;
		this.carried = context.carry(title, this::run, (why) -> this.failure = why);
	}

	J job() {
		return this.job;
	}

	/** Does something with the job, in its context; once. */
	@SuppressWarnings({ "unchecked", "NullAway" }) // as the work gives it
	<V extends @Nullable Object> V call(Callable<V> what) throws Throwable {
		this.work = what;
		this.carried.run();
		Throwable thrown = this.failure;
		if (thrown != null) {
			throw thrown;
		}
		return (V) this.result;
	}

	private void run() {
		try {
			this.result = Objects.requireNonNull(this.work).call();
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
	}

}
