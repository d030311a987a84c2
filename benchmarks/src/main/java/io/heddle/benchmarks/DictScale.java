package io.heddle.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.dict.ThreadDict;
import org.HdrHistogram.Histogram;

/**
 * A million keys, each refreshed at its own period: what a refresh costs, how late it is,
 * and what a key takes of the heap, in a dict and in a map with a timer for each key. A
 * reader does next to nothing, so what is measured is everything else.
 * <p>
 * {@code java -Xmx3g -cp benchmarks.jar io.heddle.benchmarks.DictScale [keys=1000000]
 * [least=5000] [most=15000] [seconds=20] [warmup=20] [patience=10]
 * [engines=heddle,executor]}
 */
final class DictScale {

	/** Of a key or a value, which the user brings. */
	private static final int LONG_BYTES = 24;

	private final int keys;

	/** The same ones for each engine. */
	private final long[] periods;

	/** When each key was added: then it is due first. */
	private final long[] firsts;

	private final Duration time;

	private final Duration warmUp;

	private final Duration patience;

	/** Written by the only thread that reads. */
	private final AtomicLong reads = new AtomicLong();

	private final Histogram late = new Histogram(3);

	/** Whether the reader looks how late it is, which it does not while costs count. */
	private volatile boolean recording;

	private DictScale(Options options) {
		this.keys = options.number("keys", 1_000_000);
		int least = options.number("least", 5000);
		this.periods = new Random(1).longs(this.keys, least, options.number("most", 15_000))
			.map(TimeUnit.MILLISECONDS::toNanos)
			.toArray();
		this.firsts = new long[this.keys];
		this.time = Duration.ofSeconds(options.number("seconds", 20));
		this.warmUp = Duration.ofSeconds(options.number("warmup", 20));
		this.patience = Duration.ofSeconds(options.number("patience", 10));
	}

	public static void main(String[] args) throws Exception {
		Options options = new Options(args);
		DictScale scale = new DictScale(options);
		System.out.printf(Locale.ROOT, "JDK %s, %,d keys%n", Runtime.version(), scale.keys);
		for (String engine : options.list("engines", "heddle,executor")) {
			scale.run(engine);
		}
	}

	private void run(String engine) throws Exception {
		this.reads.set(0);
		this.recording = false;
		long before = usedBytes();
		Contest contest = engine.equals("heddle") ? new DictContest() : new ExecutorContest();
		for (int key = 0; key < this.keys; key++) {
			this.firsts[key] = System.nanoTime();
			contest.add((long) key, this.periods[key]);
		}
		Thread.sleep(this.warmUp.toMillis());
		double bytes = (double) (usedBytes() - before) / this.keys - 2 * LONG_BYTES;
		boolean quiet = Machine.awaitQuiet(this.patience);
		long count = this.reads.get();
		long cpu = Contestant.cpuNanos();
		long busy = Machine.busyNanos();
		Thread.sleep(this.time.toMillis());
		cpu = Contestant.cpuNanos() - cpu;
		busy = Machine.busyNanos() - busy;
		count = this.reads.get() - count;
		this.late.reset();
		this.recording = true;
		Thread.sleep(this.time.toMillis());
		this.recording = false;
		contest.end();
		print(engine, count, cpu, bytes);
		System.out.printf(Locale.ROOT, "%-10s machine %s before; others took %.1f %% of it meanwhile%n", "",
				quiet ? "quiet" : "busy",
				100.0 * (busy - cpu) / this.time.toNanos() / Runtime.getRuntime().availableProcessors());
	}

	private void print(String engine, long count, long cpu, double bytes) {
		System.out.printf(Locale.ROOT,
				"%-10s %,8.0f refreshes/s of %,.0f, %,5.0f ns CPU each, %.1f %% of a core, "
						+ "%.1f bytes/key, late p50 %.3f p99 %.3f max %.1f ms%n",
				engine, (double) count / this.time.toSeconds(),
				Arrays.stream(this.periods).mapToDouble((nanos) -> 1e9 / nanos).sum(), (double) cpu / count,
				100.0 * cpu / this.time.toNanos(), bytes, this.late.getValueAtPercentile(50) / 1e6,
				this.late.getValueAtPercentile(99) / 1e6, this.late.getMaxValue() / 1e6);
	}

	/** The reader. */
	private Long read(Long key) {
		this.reads.lazySet(this.reads.getPlain() + 1);
		if (this.recording) {
			int number = key.intValue();
			this.late.recordValue((System.nanoTime() - this.firsts[number]) % this.periods[number]);
		}
		return key + this.reads.getPlain();
	}

	private static long usedBytes() throws InterruptedException {
		Runtime runtime = Runtime.getRuntime();
		for (int round = 0; round < 3; round++) {
			System.gc();
			Thread.sleep(200);
		}
		return runtime.totalMemory() - runtime.freeMemory();
	}

	/** What refreshes the keys. */
	private interface Contest {

		void add(Long key, long periodNanos);

		void end();

	}

	private final class DictContest implements Contest {

		private final ThreadDict<Long, Long> dict = ThreadDict.<Long, Long>builder("scale")
			.reader(DictScale.this::read)
			.build();

		DictContest() {
			this.dict.start();
		}

		@Override
		public void add(Long key, long periodNanos) {
			this.dict.append(key, Duration.ofNanos(periodNanos));
		}

		@Override
		public void end() {
			this.dict.close();
		}

	}

	private final class ExecutorContest implements Contest {

		private final Map<Long, Long> map = new ConcurrentHashMap<>();

		private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

		@Override
		public void add(Long key, long periodNanos) {
			this.executor.scheduleAtFixedRate(() -> this.map.put(key, read(key)), 0, periodNanos, TimeUnit.NANOSECONDS);
		}

		@Override
		public void end() {
			this.executor.shutdownNow();
		}

	}

}
