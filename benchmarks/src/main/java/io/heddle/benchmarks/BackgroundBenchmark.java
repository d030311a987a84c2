package io.heddle.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
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

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Hands tasks over from one thread to two and waits for the last callback. Heddle's task
 * has a handle and three callbacks, that of the executors a future and one callback. An
 * operation is a task.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields
public class BackgroundBenchmark {

	private static final int TASKS = 100_000;

	private final AtomicLong ended = new AtomicLong();

	private volatile CountDownLatch allEnded;

	@Param({ "heddle", "spring", "completableFuture" })
	String engine;

	private ThreadManager manager;

	private ThreadPoolTaskExecutor executor;

	@Setup
	public void open() {
		this.manager = ThreadManager.builder().maxThreads(2).queueCapacity(TASKS).history(0).build();
		this.executor = new ThreadPoolTaskExecutor();
		this.executor.setCorePoolSize(2);
		this.executor.setMaxPoolSize(2);
		this.executor.setQueueCapacity(TASKS);
		this.executor.initialize();
	}

	@TearDown
	public void close() {
		this.manager.close();
		this.executor.shutdown();
	}

	@Benchmark
	@OperationsPerInvocation(TASKS)
	public void run() throws InterruptedException {
		this.ended.set(0);
		this.allEnded = new CountDownLatch(1);
		for (int i = 0; i < TASKS; i++) {
			submit(i);
		}
		this.allEnded.await();
	}

	private void submit(int number) {
		switch (this.engine) {
			case "heddle" -> heddle(number);
			case "spring" -> this.executor.submitCompletable(() -> number).whenComplete((result, ex) -> end());
			default -> CompletableFuture.supplyAsync(() -> number, this.executor).whenComplete((result, ex) -> end());
		}
	}

	private ThreadWrapper<Integer> heddle(int number) {
		return this.manager.task(() -> number).onSuccess((result) -> {
		}).onFail((ex) -> {
		}).onEnd(this::end).doAsync();
	}

	private void end() {
		if (this.ended.incrementAndGet() == TASKS) {
			this.allEnded.countDown();
		}
	}

}
