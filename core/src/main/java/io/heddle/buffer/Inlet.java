package io.heddle.buffer;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * One consumer's end of a hand-off. Used by one thread at a time, except for
 * {@link #wakeup()} and {@link #waitedNanos()}.
 *
 * @param <T> the items
 */
public interface Inlet<T> {

	/** The wait of a {@link #take(long)} without a limit. */
	long FOREVER = Long.MAX_VALUE;

	/**
	 * Takes the next item. <b>Blocks</b> while there is none, at most for the given time.
	 * @return the item, or {@code null} when the time has passed, when the input has
	 * ended (see {@link #isEnded()}) or after a {@link #wakeup()}
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	@Nullable T take(long maxNanos) throws InterruptedException;

	/**
	 * Says that what was taken since the last call (one item, or a batch) has been dealt
	 * with, and when its outputs are safe. It says nothing about items taken before,
	 * whose outputs may still be on their way. Not called for what has failed or was cut
	 * off, nor after {@link #tryLeave()} or {@link #abandon()}. In memory this does
	 * nothing; a durable link forgets the items when the outputs are accepted, and gives
	 * them out again when they are not.
	 * @param outputs completes when all outputs were accepted; {@code null} when they
	 * were already, or when there are none
	 */
	default void acknowledge(@Nullable CompletionStage<?> outputs) {
	}

	/** Whether {@link #take} will never return an item again. */
	boolean isEnded();

	/**
	 * Makes a {@link #take} that waits, or the next one that would wait, return
	 * {@code null}. Any thread may call it.
	 */
	void wakeup();

	/**
	 * Ends this consumer and leaves what it has claimed and not taken to the others.
	 * @return false if that cannot be because there may be no other consumer left: this
	 * one has to go on to the end of the input
	 */
	boolean tryLeave();

	/**
	 * Ends this consumer whatever is left.
	 * @return what it had claimed and not taken
	 */
	List<T> abandon();

	/** How long {@link #take} has waited for items in all; any thread may ask. */
	long waitedNanos();

	/** Whether {@link #take} waits for an item at this moment; any thread may ask. */
	boolean isWaiting();

}
