package io.heddle.benchmarks;

import java.util.function.LongUnaryOperator;

/**
 * No hand-off at all: as many threads as there are cores, at most one for each thread in
 * the middle, each doing all stages of its share. The optimum where the work weighs more
 * than the hand-off.
 */
final class FusedEngine implements Engine {

	private final Shape shape;

	FusedEngine(Shape shape) {
		this.shape = shape;
	}

	@Override
	public void run(Workload work) throws Exception {
		int threads = Math.min(Math.max(1, this.shape.transports()), Runtime.getRuntime().availableProcessors());
		Workload.Tally[] tallies = new Workload.Tally[threads];
		Threads all = new Threads();
		for (int i = 0; i < threads; i++) {
			int index = i;
			tallies[i] = new Workload.Tally();
			all.start("fused-" + i, () -> share(work, index, threads, tallies[index]));
		}
		all.join();
		for (Workload.Tally tally : tallies) {
			work.tally(0).add(tally);
		}
	}

	private static void share(Workload work, int first, int step, Workload.Tally tally) {
		LongUnaryOperator function = work.function();
		for (int i = first; i < work.items(); i += step) {
			tally.add(function.applyAsLong(work.item(i)));
		}
	}

}
