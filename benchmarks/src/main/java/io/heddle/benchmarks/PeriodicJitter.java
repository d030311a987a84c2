package io.heddle.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.PeriodicScheduler;
import io.heddle.periodic.ThreadedObject;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

/**
 * How late periodic tasks begin, and what they cost, beside a
 * {@link ScheduledThreadPoolExecutor} with the same number of threads; in turns. Options:
 * {@code seconds= rounds= threads= tasks= millis=}.
 * <p>
 * Lateness is that against a grid whose first point is set by the earliest of all calls;
 * with the original schedule, which has no grid, against the last call and a period.
 */
final class PeriodicJitter {

	private final Duration time;

	private final int threads;

	private final int tasks;

	private final Duration period;

	private final Map<String, BiFunction<Calls[], Duration, Runnable>> contestants = new LinkedHashMap<>();

	private PeriodicJitter(Options options) {
		this.time = Duration.ofSeconds(options.number("seconds", 10));
		this.threads = options.number("threads", 4);
		this.tasks = options.number("tasks", 1);
		this.period = Duration.ofMillis(options.number("millis", 1));
		this.contestants.put("executor, fixed rate", this::executor);
		this.contestants.put("heddle, fixed rate",
				(calls, period) -> heddle(calls, period, PeriodicMode.FIXED_RATE, ThreadMode.PLATFORM));
		this.contestants.put("heddle, original",
				(calls, period) -> heddle(calls, period, PeriodicMode.ORIGINAL, ThreadMode.PLATFORM));
		if (ThreadSource.isSupported(ThreadMode.VIRTUAL)) {
			this.contestants.put("heddle, virtual",
					(calls, period) -> heddle(calls, period, PeriodicMode.FIXED_RATE, ThreadMode.VIRTUAL));
		}
	}

	public static void main(String[] args) throws Exception {
		Options options = new Options(args);
		System.out.printf("JDK %s%n", Runtime.version());
		PeriodicJitter jitter = new PeriodicJitter(options);
		for (int round = 0; round < options.number("rounds", 3); round++) {
			jitter.round();
		}
	}

	private void round() throws IOException, InterruptedException {
		for (Map.Entry<String, BiFunction<Calls[], Duration, Runnable>> contestant : this.contestants.entrySet()) {
			boolean quiet = Machine.awaitQuiet(Duration.ofSeconds(20));
			run(contestant.getKey() + (quiet ? "" : " (not quiet)"), contestant.getValue());
		}
	}

	private void run(String name, BiFunction<Calls[], Duration, Runnable> contestant) throws InterruptedException {
		int expected = (int) (this.time.toNanos() / this.period.toNanos()) + 1000;
		Supplier<Calls> calls = () -> new Calls(expected);
		Calls[] all = Stream.generate(calls).limit(this.tasks).toArray(Calls[]::new);
		Runnable stop = contestant.apply(all, this.period);
		TimeUnit.SECONDS.sleep(1);
		int[] begin = Arrays.stream(all).mapToInt((one) -> one.count).toArray();
		long cpu = Contestant.cpuNanos();
		Thread.sleep(this.time.toMillis());
		double spent = Contestant.cpuNanos() - cpu;
		int liveThreads = Thread.activeCount();
		stop.run();
		Grid grid = name.contains("original") ? Grid.NONE : name.startsWith("heddle") ? Grid.SKIPPING : Grid.EACH;
		long[] late = IntStream.range(0, all.length)
			.mapToObj((i) -> all[i].lateness(begin[i], this.period.toNanos(), grid))
			.flatMapToLong(Arrays::stream)
			.sorted()
			.toArray();
		System.out.printf(Locale.ROOT,
				"%-24s %8d calls, late p50 %7.1f p99 %7.1f p99.9 %8.1f max %8.1f µs; %.2f %% of a core, %.0f ns a call, %d threads%n",
				name, late.length, late[late.length / 2] / 1e3, late[(int) (late.length * 0.99)] / 1e3,
				late[(int) (late.length * 0.999)] / 1e3, late[late.length - 1] / 1e3, 100 * spent / this.time.toNanos(),
				spent / late.length, liveThreads);
	}

	private Runnable executor(Calls[] calls, Duration period) {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(this.threads);
		executor.prestartAllCoreThreads();
		long step = period.toNanos() / calls.length;
		for (int i = 0; i < calls.length; i++) {
			executor.scheduleAtFixedRate(calls[i]::note, i * step, period.toNanos(), TimeUnit.NANOSECONDS);
		}
		return executor::shutdownNow;
	}

	private Runnable heddle(Calls[] calls, Duration period, PeriodicMode mode, ThreadMode threadMode) {
		PeriodicScheduler scheduler = new PeriodicScheduler("jitter", ThreadSource.of(threadMode), this.threads);
		ThreadedObject[] objects = new ThreadedObject[calls.length];
		long begin = System.nanoTime();
		for (int i = 0; i < objects.length; i++) {
			while (System.nanoTime() - begin < i * (period.toNanos() / calls.length)) {
				Thread.onSpinWait();
			}
			objects[i] = ThreadedObject.builder("jitter")
				.scheduler(scheduler)
				.mode(mode)
				.period(period)
				.target(calls[i]::note)
				.start(true)
				.build();
		}
		return () -> Arrays.stream(objects).forEach(ThreadedObject::kill);
	}

	/** When a task was called. Written by one thread at a time. */
	private static final class Calls {

		private final long[] nanos;

		private volatile int count;

		Calls(int capacity) {
			this.nanos = new long[2 * capacity];
		}

		@SuppressWarnings("NonAtomicVolatileUpdate") // one call at a time
		void note() {
			int index = this.count;
			if (index < this.nanos.length) {
				this.nanos[index] = System.nanoTime();
				this.count = index + 1;
			}
		}

		long[] lateness(int begin, long period, Grid grid) {
			int end = this.count;
			int from = Math.min(begin, end);
			long[] late = new long[Math.max(0, end - from - 1)];
			long least = 0;
			long planned = this.nanos[from];
			for (int i = 0; i < late.length; i++) {
				planned = (grid == Grid.NONE) ? this.nanos[from + i] + period : planned + period;
				late[i] = this.nanos[from + i + 1] - planned;
				least = Math.min(least, late[i]);
				planned += (grid == Grid.SKIPPING) ? Math.max(0, late[i]) / period * period : 0;
			}
			long earliest = least;
			return Arrays.stream(late).map((value) -> value - earliest).toArray();
		}

	}

	/** What is late. */
	private enum Grid {

		/** A call against the last one and a period. */
		NONE,

		/** The n-th call against the n-th point. */
		EACH,

		/** A call against the first point after those that the last one has covered. */
		SKIPPING

	}

}
