package io.heddle.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.heddle.dict.ThreadDict;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Gets values of a thousand keys, which are in a cache of the processor, and of a hundred
 * thousand, in a random order.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Thread)
@NullUnmarked // JMH fills the fields
public class DictBenchmark {

	/** A power of two. */
	@Param({ "1024", "131072" })
	int size;

	@Param({ "heddle", "concurrentHashMap" })
	String engine;

	private Map<String, Long> map;

	private String[] keys;

	private int next;

	@Setup
	public void fill() throws InterruptedException {
		this.keys = Stream.generate(new Random(1)::nextLong)
			.limit(this.size)
			.map((key) -> "key " + key)
			.toArray(String[]::new);
		this.map = this.engine.equals("heddle") ? polled() : new ConcurrentHashMap<>();
		if (this.map.isEmpty()) {
			Stream.of(this.keys).forEach((key) -> this.map.put(key, read(key)));
		}
		Collections.shuffle(Arrays.asList(this.keys), new Random(2));
		System.gc(); // so that entries lie as they do after a while
	}

	/** A dict that has read each key once. */
	private ThreadDict<String, Long> polled() throws InterruptedException {
		CountDownLatch missing = new CountDownLatch(this.size);
		ThreadDict<String, Long> dict = ThreadDict.<String, Long>builder("get").reader(DictBenchmark::read).build();
		dict.addListener((key, before, now) -> missing.countDown());
		Stream.of(this.keys).forEach((key) -> dict.append(key, Duration.ofDays(1)));
		dict.start();
		missing.await();
		dict.stop();
		return dict;
	}

	private static Long read(String key) {
		return (long) key.hashCode();
	}

	@Benchmark
	public Long get() {
		return this.map.get(this.keys[this.next++ & (this.size - 1)]);
	}

}
