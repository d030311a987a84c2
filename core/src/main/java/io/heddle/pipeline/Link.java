package io.heddle.pipeline;

import java.util.List;

import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;

/**
 * What carries the items from one stage to the next, for one run of a pipeline. The
 * default is a bounded buffer in memory; a {@link LinkProvider} may bring another.
 * <p>
 * The rule of acknowledgement: the engine acknowledges an input
 * ({@link Inlet#acknowledge}) only when all its outputs were accepted
 * ({@link Outlet#accepted()}), or when it was filtered, skipped or dead-lettered. In
 * memory both are nothing.
 * <p>
 * Thread-safe. {@link #outlet()} and {@link #inlet()} are called once for each thread of
 * the stage before and after, while other threads are at work; no lock is held that these
 * need. An end that no thread can use is given back at once.
 *
 * @param <T> the items
 */
public interface Link<T> {

	/** The end for one more producer. */
	Outlet<T> outlet();

	/** The end for one more consumer. */
	Inlet<T> inlet();

	/**
	 * Says that no further producer will come: consumers end after the last item of the
	 * present ones.
	 */
	void close();

	/**
	 * Refuses items from now on although producers are there; consumers end after the
	 * last item.
	 */
	void seal();

	/**
	 * Ends it at once: a {@code put} is refused, also one that waits, and consumers end
	 * although items are left. Also called when all consumers have ended.
	 */
	void abort();

	/**
	 * Takes out what is left after all consumers have ended. A durable link keeps its
	 * items for the next run and returns nothing.
	 */
	List<T> removeRemaining();

	/** How many items wait in it, about. */
	int size();

	/** How many items may wait in it. */
	int capacity();

}
