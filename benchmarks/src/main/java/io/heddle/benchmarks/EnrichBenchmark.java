package io.heddle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.Enricher;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does tasks without any work in four threads and saves each result under one lock. Of
 * the peers only heddle starts its threads for each run, and keeps failures apart. An
 * operation is a task.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields
public class EnrichBenchmark {

	private static final int TASKS = 100_000;

	private static final int THREADS = 4;

	private final ReentrantLock lock = new ReentrantLock();

	@Param({ "heddle", "executor", "parallelStream" })
	String engine;

	/** Whether there is data to save. */
	@Param({ "true", "false" })
	boolean save;

	private List<Integer> tasks;

	private ConfigEnricher<?, Integer, Integer> enricher;

	private ExecutorService executor;

	private ForkJoinPool pool;

	private long sum;

	@Setup
	public void open() {
		this.tasks = IntStream.range(0, TASKS).boxed().toList();
		this.enricher = Enricher.<Integer, Integer>of("benchmark")
			.tasks(() -> this.tasks)
			.doTask((task) -> this.save ? task : null)
			.saveData((task, data) -> this.sum += data)
			.threads(THREADS)
			.build();
		this.executor = Executors.newFixedThreadPool(THREADS);
		this.pool = new ForkJoinPool(THREADS);
	}

	@TearDown
	public void close() {
		this.executor.shutdownNow();
		this.pool.shutdownNow();
	}

	@Benchmark
	@OperationsPerInvocation(TASKS)
	public long run() throws Exception {
		switch (this.engine) {
			case "heddle" -> this.enricher.enrich();
			case "executor" -> this.executor.invokeAll(callables());
			default -> this.pool.submit(() -> this.tasks.parallelStream().forEach(this::enrich)).get();
		}
		return this.sum;
	}

	private List<Callable<Integer>> callables() {
		List<Callable<Integer>> callables = new ArrayList<>(TASKS);
		for (Integer task : this.tasks) {
			callables.add(() -> {
				enrich(task);
				return task;
			});
		}
		return callables;
	}

	private void enrich(Integer task) {
		if (this.save) {
			this.lock.lock();
			try {
				this.sum += task;
			}
			finally {
				this.lock.unlock();
			}
		}
	}

}
