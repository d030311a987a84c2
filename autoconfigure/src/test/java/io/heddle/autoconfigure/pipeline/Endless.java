package io.heddle.autoconfigure.pipeline;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.Frontend;

/**
 * Emits until it is stopped.
 */
public class Endless implements Frontend<Integer> {

	@Override
	@SuppressWarnings("InfiniteLoopStatement")
	public void produce(Emitter<? super Integer> out) {
		for (int i = 1; true; i++) {
			out.emit(i);
		}
	}

}
