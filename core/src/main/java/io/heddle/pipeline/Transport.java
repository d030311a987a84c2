package io.heddle.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A stage that makes one item of one item, or filters it out.
 * <p>
 * <b>Emits</b> the returned value; order is kept with one thread and not promised with
 * more. <b>Ends</b> after its last input.
 *
 * @param <I> the items that come in
 * @param <O> the items that go out
 */
@FunctionalInterface
public interface Transport<I, O> extends Stage {

	/**
	 * Transforms an item.
	 * @return the item for the next stage, or {@code null} to filter it out
	 */
	@Nullable O transport(I item) throws Exception;

}
