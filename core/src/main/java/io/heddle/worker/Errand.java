package io.heddle.worker;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A task that is run once, for one or more who have sent it.
 */
final class Errand implements Job {

	private final JobQueue queue;

	private final @Nullable String key;

	private final Parcel parcel;

	private final long sinceNanos;

	/** Guarded by the lock of the queue. */
	private final List<Handle> handles = new ArrayList<>(1);

	Errand(JobQueue queue, @Nullable String key, Parcel parcel, Handle handle, long sinceNanos) {
		this.queue = queue;
		this.key = key;
		this.parcel = parcel;
		this.sinceNanos = sinceNanos;
		this.handles.add(handle);
	}

	/** {@code null} if nobody may join it. */
	@Nullable String key() {
		return this.key;
	}

	/** Since when it waits. */
	long sinceNanos() {
		return this.sinceNanos;
	}

	/** Those who are answered; under the lock of the queue. */
	List<Handle> handles() {
		return this.handles;
	}

	@Override
	public Parcel parcel() {
		return this.parcel;
	}

	@Override
	public String describe() {
		return (this.key != null) ? "Task '%s'".formatted(this.key) : "A command";
	}

	@Override
	public boolean isWanted() {
		return this.queue.isWanted(this);
	}

	@Override
	public void answer(Answer answer) {
		for (Handle handle : this.queue.finish(this)) {
			Throwable failure = handle.answer(answer);
			if (failure != null) {
				this.queue.errors().callback(describe(), failure);
			}
		}
	}

}
