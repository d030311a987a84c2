package io.heddle.worker;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A task that is run again and again, and what it has given last.
 */
final class StandingOrder implements Job {

	private final JobQueue queue;

	private final String key;

	private final Parcel parcel;

	private final long periodNanos;

	/** How old a result may be; negative for any age. */
	private final long expireNanos;

	private final Consumer<@Nullable Object> callback;

	/** When it is to be run; guarded by the lock of the queue. */
	long dueNanos;

	/** The order of those that are due at the same time; guarded by the lock too. */
	long number;

	private volatile @Nullable Reading reading;

	StandingOrder(JobQueue queue, String key, Parcel parcel, Duration period, Duration expire,
			Consumer<@Nullable Object> callback) {
		this.queue = queue;
		this.key = key;
		this.parcel = parcel;
		this.periodNanos = Deadline.nanosOf(period);
		this.expireNanos = expire.isNegative() ? -1 : Math.max(Deadline.nanosOf(expire), this.periodNanos);
		this.callback = callback;
	}

	String key() {
		return this.key;
	}

	boolean isPeriodic() {
		return this.periodNanos > 0;
	}

	long periodNanos() {
		return this.periodNanos;
	}

	/** Whether there is an answer that is young enough. */
	boolean isFresh(long nowNanos) {
		Reading present = this.reading;
		return present != null && (this.expireNanos < 0 || nowNanos - present.atNanos <= this.expireNanos);
	}

	/** The result; a failure is thrown. */
	@Nullable Object result(String worker, long nowNanos) {
		Reading present = this.reading;
		if (present == null) {
			throw new DataExpiredException("Key '%s' of worker '%s' has no value yet".formatted(this.key, worker));
		}
		if (!isFresh(nowNanos)) {
			throw new DataExpiredException(
					"The value of key '%s' of worker '%s' is %s old, more than %s".formatted(this.key, worker,
							Duration.ofNanos(nowNanos - present.atNanos), Duration.ofNanos(this.expireNanos)));
		}
		Throwable failure = present.answer.failure();
		if (failure != null) {
			throw unchecked(failure);
		}
		return present.answer.value();
	}

	/** What may be thrown for it; never an error of another JVM. */
	static RuntimeException unchecked(Throwable failure) {
		return (failure instanceof RuntimeException runtime) ? runtime : new CompletionException(failure);
	}

	@Override
	public Parcel parcel() {
		return this.parcel;
	}

	@Override
	public String describe() {
		return "Key '%s'".formatted(this.key);
	}

	@Override
	public boolean isWanted() {
		return this.queue.orders().isCurrent(this);
	}

	@Override
	public void answer(Answer answer) {
		if (!this.queue.orders().isCurrent(this)) {
			this.queue.finish(this); // another one may wait for it
			return;
		}
		Throwable failure = answer.failure();
		if (!(failure instanceof CancellationException)) {
			this.reading = new Reading(answer, this.queue.nowNanos());
		}
		this.queue.finish(this);
		if (failure != null) {
			this.queue.errors().key(describe(), failure);
			return;
		}
		try {
			this.callback.accept(answer.value());
		}
		catch (Throwable ex) {
			this.queue.errors().callback(describe(), ex);
		}
	}

	private record Reading(Answer answer, long atNanos) {

	}

}
