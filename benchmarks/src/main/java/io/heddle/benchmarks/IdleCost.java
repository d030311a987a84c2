package io.heddle.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Pipeline;

/**
 * What a pipeline costs that has nothing to do: because there are no items, because its
 * queues are full, or but for 1000 items a second. Prints processor time of the whole
 * process, and for the last case how long an item takes from the first stage to the
 * third.
 */
final class IdleCost {

	private static final int ITEMS = 6000;

	private static final int WARM_UP = 1000;

	private static final long PERIOD_NANOS = 1_000_000;

	private IdleCost() {
	}

	public static void main(String[] args) throws Exception {
		System.out.printf("JDK %s%n", Runtime.version());
		idle(Duration.ofSeconds(10));
		full(Duration.ofSeconds(2));
		paced();
	}

	private static void idle(Duration time) throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		Pipeline pipeline = pipeline((out) -> end.await(), (item) -> {
		});
		print("idle", pipeline, time, end);
	}

	private static void full(Duration time) throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		Frontend<Long> flood = (out) -> {
			for (long i = 0; i < 10_000; i++) {
				out.emit(i);
			}
		};
		print("full", pipeline(flood, (item) -> end.await()), time, end);
	}

	private static Pipeline pipeline(Frontend<Long> frontend, Backend<Long> backend) {
		return Pipeline.named("idle").from(frontend).via((Long item) -> item).to(backend).build();
	}

	private static void print(String what, Pipeline pipeline, Duration time, CountDownLatch end)
			throws InterruptedException {
		pipeline.start();
		Thread.sleep(1000);
		long before = Contestant.cpuNanos();
		Thread.sleep(time.toMillis());
		double cpu = Contestant.cpuNanos() - before;
		end.countDown();
		pipeline.awaitEnd(Duration.ofSeconds(10));
		System.out.printf(Locale.ROOT, "%-6s %2d s: %.3f s CPU, %.2f %% of a core%n", what, time.toSeconds(), cpu / 1e9,
				100 * cpu / time.toNanos());
	}

	private static void paced() {
		long[] latencies = new long[ITEMS];
		int[] count = { 0 };
		long[] cpu = { 0, 0 };
		Pipeline pipeline = pipeline((out) -> {
			long next = System.nanoTime();
			for (int i = 0; i < ITEMS; i++) {
				if (i == WARM_UP) {
					cpu[0] = Contestant.cpuNanos();
				}
				next += PERIOD_NANOS;
				while (System.nanoTime() < next) {
					LockSupport.parkNanos(next - System.nanoTime());
				}
				out.emit(System.nanoTime());
			}
			cpu[1] = Contestant.cpuNanos();
		}, (sent) -> latencies[count[0]++] = System.nanoTime() - sent);
		pipeline.run();
		long[] sorted = Arrays.stream(latencies).skip(WARM_UP).sorted().toArray();
		System.out.printf(Locale.ROOT, "1000 items/s: p50 %.1f µs, p99 %.1f µs, %.1f %% of a core%n",
				sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 99 / 100] / 1e3,
				100.0 * (cpu[1] - cpu[0]) / ((ITEMS - WARM_UP) * PERIOD_NANOS));
	}

}
