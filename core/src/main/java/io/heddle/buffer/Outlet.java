package io.heddle.buffer;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * One producer's end of a hand-off. Used by one thread at a time, except for
 * {@link #waitedNanos()}.
 *
 * @param <T> the items
 */
public interface Outlet<T> extends AutoCloseable {

	/**
	 * Hands the item on; what was done before <i>happens-before</i> its consumer takes
	 * it. <b>Blocks</b> while there is no room.
	 * @throws StoppedException if no items are accepted any more; this one was not
	 * @throws InterruptedException if the thread was interrupted while it waited; the
	 * item was not accepted
	 */
	void put(T item) throws InterruptedException;

	/**
	 * When everything that was put so far is safe with the next stage: {@code null} when
	 * it is already (in memory always), else a stage that completes then.
	 */
	default @Nullable CompletionStage<?> accepted() {
		return null;
	}

	/** How long {@link #put} has waited for room in all; any thread may ask. */
	long waitedNanos();

	/** Whether {@link #put} waits for room at this moment; any thread may ask. */
	boolean isWaiting();

	/** Ends this producer. Idempotent; never blocks. */
	@Override
	void close();

}
