package io.heddle.buffer;

import org.jspecify.annotations.Nullable;

/**
 * Takes items from user code and hands them on.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Emitter<T extends @Nullable Object> {

	/**
	 * Hands the item on. <b>Blocks</b> while there is no room for it. What was done
	 * before <i>happens-before</i> whoever gets the item sees it.
	 * @param item {@code null} only where the type of the items says that it may be one:
	 * for a generator, never for a pipeline
	 * @throws StoppedException if nobody will take the item any more; the item was not
	 * accepted. User code lets this exception through.
	 */
	void emit(T item);

}
