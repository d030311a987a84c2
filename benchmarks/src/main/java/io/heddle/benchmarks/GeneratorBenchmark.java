package io.heddle.benchmarks;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.Generator;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Takes tiny items from an iterator that is filled by another thread: heddle's generator
 * against what one writes with an {@code ArrayBlockingQueue}. An operation is an item.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-XX:+UseG1GC" })
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields
public class GeneratorBenchmark {

	private static final int ITEMS = 100_000;

	@Param({ "heddle", "queue" })
	String engine;

	@Param({ "1", "64", "1024" })
	int prefetch;

	private BackgroundGenerator<Integer> generator;

	private Iterator<Integer> items;

	private Thread producer;

	@Setup(Level.Iteration)
	public void open() {
		if (this.engine.equals("heddle")) {
			this.generator = BackgroundGenerator.<Integer>builder(Generator.ofIterator(Numbers::new))
				.prefetch(this.prefetch)
				.build();
			this.items = this.generator.iterator();
		}
		else {
			BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(this.prefetch);
			this.producer = start(() -> produce(queue));
			this.items = new QueueIterator(queue);
		}
	}

	private static Thread start(Runnable body) {
		Thread thread = new Thread(body, "producer");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void produce(BlockingQueue<Integer> queue) {
		try {
			Iterator<Integer> source = new Numbers();
			while (source.hasNext()) {
				queue.put(source.next());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@TearDown(Level.Iteration)
	public void close() throws InterruptedException {
		if (this.generator != null) {
			this.generator.close();
		}
		if (this.producer != null) {
			this.producer.interrupt();
			this.producer.join();
		}
	}

	@Benchmark
	@OperationsPerInvocation(ITEMS)
	public long run() {
		long sum = 0;
		for (int i = 0; i < ITEMS && this.items.hasNext(); i++) {
			sum += this.items.next();
		}
		return sum;
	}

	/** From the making of a generator to its first item, and its end. */
	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public int firstItem() throws InterruptedException {
		if (this.engine.equals("heddle")) {
			try (BackgroundGenerator<Integer> first = BackgroundGenerator
				.<Integer>builder(Generator.ofIterator(Numbers::new))
				.prefetch(this.prefetch)
				.build()) {
				return first.iterator().next();
			}
		}
		BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(this.prefetch);
		Thread thread = start(() -> produce(queue));
		try {
			return new QueueIterator(queue).next();
		}
		finally {
			thread.interrupt();
			thread.join();
		}
	}

	/** Without an end. */
	private static final class Numbers implements Iterator<Integer> {

		private int next;

		@Override
		public boolean hasNext() {
			return true;
		}

		@Override
		public Integer next() {
			return this.next++;
		}

	}

	/** The usual one, which knows neither the end nor errors. */
	private record QueueIterator(BlockingQueue<Integer> queue) implements Iterator<Integer> {

		@Override
		public boolean hasNext() {
			return true;
		}

		@Override
		public Integer next() {
			try {
				return this.queue.take();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

}
