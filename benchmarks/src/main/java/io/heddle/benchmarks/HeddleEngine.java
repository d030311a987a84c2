package io.heddle.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.StageContext;
import io.heddle.pipeline.StageKind;
import io.heddle.pipeline.StageSpec;
import io.heddle.pipeline.Transport;

/**
 * Ours, as a user would have it: all defaults but threads and capacity.
 */
final class HeddleEngine implements Engine {

	private final Shape shape;

	private final int capacity;

	HeddleEngine(Shape shape, int capacity) {
		this.shape = shape;
		this.capacity = capacity;
	}

	@Override
	public void run(Workload work) {
		AtomicInteger backends = new AtomicInteger();
		Supplier<Numbers> first = () -> new Numbers(work);
		Supplier<Transport<Long, Long>> middle = () -> transport(work.function());
		Supplier<Backend<Long>> last = () -> work.tally(backends.getAndIncrement())::add;
		Pipeline.named("benchmark")
			.stage(StageKind.FRONTEND, first, StageSpec.named("numbers").threads(this.shape.frontends()))
			.stage(StageKind.TRANSPORT, middle, withQueue("work", this.shape.transports()))
			.stage(StageKind.BACKEND, last, withQueue("tally", this.shape.backends()))
			.build()
			.run();
	}

	private StageSpec withQueue(String name, int threads) {
		return StageSpec.named(name).threads(threads).queueCapacity(this.capacity);
	}

	private static Transport<Long, Long> transport(LongUnaryOperator function) {
		return (item) -> function.applyAsLong(item);
	}

	/** Emits the share of one thread. */
	private static final class Numbers implements Frontend<Long> {

		private final Workload work;

		private int first;

		private int step = 1;

		Numbers(Workload work) {
			this.work = work;
		}

		@Override
		public void setup(StageContext context) {
			this.first = context.threadIndex();
			this.step = context.threadCount();
		}

		@Override
		public void produce(Emitter<? super Long> out) {
			for (int i = this.first; i < this.work.items(); i += this.step) {
				out.emit(this.work.item(i));
			}
		}

	}

}
