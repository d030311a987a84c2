package io.heddle.pipeline;

import io.heddle.buffer.Emitter;

/**
 * A stage that makes any number of items of one item. An input for which nothing was
 * emitted counts as filtered.
 * <p>
 * When it fails after it has emitted, what it emitted stays emitted: a later stage may
 * see it again when the input is retried.
 *
 * @param <I> the items that come in
 * @param <O> the items that go out
 */
@FunctionalInterface
public interface FlatTransport<I, O> extends Stage {

	void transport(I item, Emitter<? super O> out) throws Exception;

}
