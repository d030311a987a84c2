package io.heddle.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sends items through three stages, from the start of the pipeline to the last item
 * counted; each invocation checks that every item arrived once. The counter {@code items}
 * is the result: items per second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(value = 2, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields
public class PipelineBenchmark {

	@Param
	Shape shape;

	@Param({ "heddle", "jctools", "reactor", "abq", "optimum" })
	String engine;

	@Param("1024")
	int capacity;

	private Engine underTest;

	private Workload work;

	@Setup
	public void open() {
		this.work = new Workload(this.shape, this.shape.items());
		this.underTest = Engine.of(this.engine, this.shape, this.capacity);
	}

	@TearDown
	public void close() throws Exception {
		this.underTest.close();
	}

	@Setup(Level.Invocation)
	public void reset() {
		this.work.reset();
	}

	@TearDown(Level.Invocation)
	public void verify() {
		this.work.verify();
	}

	@Benchmark
	public void run(Throughput throughput) throws Exception {
		this.underTest.run(this.work);
		throughput.items += this.work.items();
	}

	/** Items per second; a count of whole runs would say nothing. */
	@AuxCounters(AuxCounters.Type.OPERATIONS)
	@State(Scope.Thread)
	public static class Throughput {

		public long items;

	}

}
