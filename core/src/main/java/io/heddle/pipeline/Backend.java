package io.heddle.pipeline;

/**
 * The end of a pipeline, item by item.
 *
 * @param <I> the items that come in
 */
@FunctionalInterface
public interface Backend<I> extends Stage {

	void process(I item) throws Exception;

}
