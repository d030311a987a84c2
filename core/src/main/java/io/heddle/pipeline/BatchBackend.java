package io.heddle.pipeline;

import java.util.List;

/**
 * The end of a pipeline, in batches: a batch is complete when it has the batch size, when
 * the batch timeout has passed since its first item, or when the input ends.
 * <p>
 * A batch that fails is retried whole and then item by item, as batches of one, so that
 * only the bad item fails.
 *
 * @param <I> the items that come in
 */
@FunctionalInterface
public interface BatchBackend<I> extends Stage {

	/**
	 * Processes a batch.
	 * @param items never empty, in order of arrival; unmodifiable, and the receiver's to
	 * keep
	 */
	void process(List<I> items) throws Exception;

}
