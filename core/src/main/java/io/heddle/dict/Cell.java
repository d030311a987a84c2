package io.heddle.dict;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a key besides its value, from when the key comes until it is
 * removed; the same key that comes again gets another cell. There may be a million of
 * them, so each bit counts.
 *
 * <h2>Who guards what</h2>
 * <ul>
 * <li>{@code version}, {@code updatedNanos}, {@code updated}, {@code polled},
 * {@code error} and {@code turn} are written within {@link DictStore}, in a computation
 * on the key's value, so by one thread at a time. The volatile ones are read anywhere,
 * and so is {@code updatedNanos} by {@link Oldest}, to which a value of a moment ago is
 * as good.
 * <li>{@code periodNanos}, {@code taken}, {@code unread}, {@code cycle} and what is in
 * {@link Timed} belong to {@link PollQueue} and are guarded by the lock of its threads.
 * </ul>
 *
 * @param <K> the keys
 */
final class Cell<K> extends Timed {

	private static final int REMOVED = -1;

	final K key;

	/** What the last refresh has thrown, {@code null} if it has not. */
	@Nullable Throwable error;

	/** The last in the line of those who change the value, {@code null} if none does. */
	@Nullable Turn turn;

	private volatile int version;

	/** When the value was stored; before that, when the key came. */
	long updatedNanos;

	/** Whether a value has been stored. */
	boolean updated;

	/** Whether it is to be refreshed. */
	volatile boolean polled;

	/** How often it is refreshed; may be read anywhere. */
	volatile long periodNanos;

	/** Whether a thread deals with it. */
	boolean taken;

	/** Whether that thread has not read it after all. */
	boolean unread;

	/** In which cycle it was read last; 0 if it was not. */
	byte cycle;

	Cell(K key, long nowNanos) {
		this.key = key;
		this.updatedNanos = nowNanos;
	}

	/** Changes with each write; a refresh must not survive that. */
	int version() {
		return this.version;
	}

	boolean isRemoved() {
		return this.version == REMOVED;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
	void written() {
		this.version = (this.version + 1) & Integer.MAX_VALUE;
	}

	void remove() {
		this.version = REMOVED;
	}

}
