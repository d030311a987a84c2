package io.heddle.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.heddle.dict.ThreadDict;
import io.heddle.periodic.CatchUp;
import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.ThreadedObject;

/**
 * What happens when the host has been asleep: this JVM is stopped by a signal for some
 * seconds, and then the calls in the first hundredth of a second are counted. The tasks
 * have a period of 20 milliseconds; the dict has 1000 keys with a period of a second.
 * Option: {@code seconds=}. Linux and macOS only.
 */
final class HostPause {

	private static final Duration PERIOD = Duration.ofMillis(20);

	private static final int KEYS = 1000;

	/** When each was called. */
	private final Map<String, Queue<Long>> calls = new LinkedHashMap<>();

	private HostPause() {
	}

	public static void main(String[] args) throws Exception {
		int seconds = new Options(args).number("seconds", 10);
		System.out.printf("JDK %s, stopped for %d s%n", Runtime.version(), seconds);
		new HostPause().run(seconds);
	}

	private Runnable counted(String name) {
		Queue<Long> stamps = new ConcurrentLinkedQueue<>();
		this.calls.put(name, stamps);
		return () -> stamps.add(System.nanoTime());
	}

	private void run(int seconds) throws IOException, InterruptedException {
		ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
		executor.scheduleAtFixedRate(counted("executor, fixed rate"), 0, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
		start("heddle, original", (builder) -> builder);
		start("heddle, fixed rate", (builder) -> builder.mode(PeriodicMode.FIXED_RATE));
		start("heddle, fixed rate, catch up one",
				(builder) -> builder.mode(PeriodicMode.FIXED_RATE).catchUp(CatchUp.ONE));
		Runnable read = counted("heddle, reads of a dict with %d keys".formatted(KEYS));
		try (ThreadDict<Integer, Long> dict = dict(read)) {
			dict.start();
			Thread.sleep(3000);
			pause(seconds);
		}
		executor.shutdownNow();
		ThreadedObject.killAll();
	}

	private void start(String name, UnaryOperator<ThreadedObject.Builder> settings) {
		settings.apply(ThreadedObject.builder(name).period(PERIOD).target(counted(name))).start(true).build();
	}

	private static ThreadDict<Integer, Long> dict(Runnable read) {
		ThreadDict<Integer, Long> dict = ThreadDict.<Integer, Long>builder("pause").reader((key) -> {
			read.run();
			return System.nanoTime();
		}).build();
		for (int key = 0; key < KEYS; key++) {
			dict.append(key, Duration.ofSeconds(1));
		}
		return dict;
	}

	/** A shell stops this process and lets it go on, since it cannot do so itself. */
	private void pause(int seconds) throws IOException, InterruptedException {
		long pid = ProcessHandle.current().pid();
		long before = System.nanoTime();
		Process shell = new ProcessBuilder("sh", "-c",
				"kill -STOP %d; sleep %d; kill -CONT %d".formatted(pid, seconds, pid))
			.start();
		long now = System.nanoTime();
		while (now - before < TimeUnit.SECONDS.toNanos(1)) {
			before = now;
			Thread.sleep(1);
			now = System.nanoTime();
		}
		long asleep = now - TimeUnit.SECONDS.toNanos(1);
		Thread.sleep(3000);
		shell.waitFor();
		System.out.printf(Locale.ROOT, "stood still for %.1f s%n", (now - before) / 1e9);
		this.calls.forEach((name, stamps) -> print(name, stamps, asleep));
	}

	private static void print(String name, Queue<Long> stamps, long asleep) {
		long[] after = stamps.stream().mapToLong(Long::longValue).filter((stamp) -> stamp > asleep).sorted().toArray();
		long woken = after[0];
		System.out.printf("%-40s %5d calls in the first 10 ms, %5d in the first 2 s%n", name,
				Arrays.stream(after).filter((stamp) -> stamp - woken < TimeUnit.MILLISECONDS.toNanos(10)).count(),
				Arrays.stream(after).filter((stamp) -> stamp - woken < TimeUnit.SECONDS.toNanos(2)).count());
	}

}
