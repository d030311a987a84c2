package io.heddle.periodic;

import org.jspecify.annotations.Nullable;

/**
 * Things with a time at which each is due, for {@link DueThreads}, whose lock guards it.
 * Times are those of a {@link io.heddle.time.Ticker#nanos() ticker}: compare differences.
 * <p>
 * A method that throws, as when there is no memory, is called again a moment later: it
 * must not have lost anything.
 *
 * @param <T> the things
 */
public interface DueQueue<T> {

	/** Whether nothing is waited for. */
	boolean isEmpty();

	/**
	 * When a thread has to look again: not after the time at which the first thing is
	 * due. Not asked when it is empty.
	 */
	long firstNanos();

	/** Takes one that is due, {@code null} if none is. */
	@Nullable T poll(long nowNanos);

	/** One that was taken has been dealt with. */
	default void finished(T item, long nowNanos) {
	}

}
