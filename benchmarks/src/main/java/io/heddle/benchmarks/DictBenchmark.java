package io.heddle.benchmarks;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
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
 * Gets values of a hundred thousand keys in a random order.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Thread)
@NullUnmarked // JMH fills the fields
public class DictBenchmark {

	private static final int KEYS = 1 << 17;

	@Param({ "heddle", "concurrentHashMap" })
	String engine;

	private Map<String, String> map;

	private String[] keys;

	private int next;

	@Setup
	public void fill() {
		this.map = this.engine.equals("heddle") ? ThreadDict.<String, String>builder("get").reader((key) -> key).build()
				: new ConcurrentHashMap<>();
		this.keys = Stream.generate(new Random(1)::nextLong)
			.limit(KEYS)
			.map((key) -> "key " + key)
			.toArray(String[]::new);
		for (String key : this.keys) {
			this.map.put(key, key);
		}
	}

	@Benchmark
	public String get() {
		return this.map.get(this.keys[this.next++ & (KEYS - 1)]);
	}

}
