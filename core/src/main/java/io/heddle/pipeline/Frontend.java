package io.heddle.pipeline;

import io.heddle.buffer.Emitter;

/**
 * The source of a pipeline.
 * <p>
 * <b>Emits</b> whatever {@link #produce} hands to the emitter. <b>Blocks</b> in
 * {@code emit} while the queue is full or the pipeline is paused. <b>Ends</b> when
 * {@code produce} returns in all its threads. <b>Fails</b> the pipeline when
 * {@code produce} throws, after everything emitted before was processed; with
 * {@code on-error: retry} it is called again instead.
 *
 * @param <O> the items
 */
@FunctionalInterface
public interface Frontend<O> extends Stage {

	/**
	 * Produces all items of this thread. With several threads each one calls it once and
	 * takes its share of the input by {@link StageContext#threadIndex()} and
	 * {@link StageContext#threadCount()}.
	 * <p>
	 * On a stop {@code emit} throws a {@link io.heddle.buffer.StoppedException}, which is
	 * let through; a thread that does not come to emit is interrupted, and left behind if
	 * it ignores that. So it is when another stage fails. Whatever is thrown after a stop
	 * is not a failure.
	 */
	void produce(Emitter<? super O> out) throws Exception;

}
