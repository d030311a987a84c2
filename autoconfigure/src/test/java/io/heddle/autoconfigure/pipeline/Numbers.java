package io.heddle.autoconfigure.pipeline;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.Frontend;

/**
 * Emits the numbers from 1 to a last one.
 */
public class Numbers implements Frontend<Integer> {

	private final int last;

	public Numbers() {
		this(10);
	}

	public Numbers(int last) {
		this.last = last;
	}

	@Override
	public void produce(Emitter<? super Integer> out) {
		for (int i = 1; i <= this.last; i++) {
			out.emit(i);
		}
	}

}
