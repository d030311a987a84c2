package io.heddle.generator;

import io.heddle.buffer.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * Produces items by emitting them, one after the other; it returns when there are no
 * more.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Generator<T extends @Nullable Object> {

	/**
	 * Produces all items. Runs in a background thread.
	 * @param emitter takes the items; blocks while enough of them wait
	 * @throws Exception what the consumer is given after the items that were emitted
	 */
	void generate(Emitter<? super T> emitter) throws Exception;

}
