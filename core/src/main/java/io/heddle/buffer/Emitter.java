package io.heddle.buffer;

/**
 * Takes items from user code and hands them on.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Emitter<T> {

	/**
	 * Hands the item on. <b>Blocks</b> while there is no room for it. What was done
	 * before <i>happens-before</i> whoever gets the item sees it.
	 * @param item not {@code null}
	 * @throws StoppedException if nobody will take the item any more; the item was not
	 * accepted. User code lets this exception through.
	 */
	void emit(T item);

}
