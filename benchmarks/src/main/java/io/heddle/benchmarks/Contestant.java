package io.heddle.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

import com.sun.management.OperatingSystemMXBean;

/**
 * One engine in a JVM of its own, warm, which runs when the {@link Arena} tells it to.
 * Each line on its standard input is one run, and each run gives one line on its standard
 * output: {@code items nanos cpuNanos allocatedBytes}.
 */
final class Contestant {

	/** What it says when it is warm. */
	static final String READY = "ready";

	private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(6);

	/** Long enough for a clock of 10 ms, short enough to find a quiet moment. */
	private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

	private final Engine engine;

	private final Shape shape;

	private Contestant(Engine engine, Shape shape) {
		this.engine = engine;
		this.shape = shape;
	}

	public static void main(String[] args) throws Exception {
		Shape shape = Shape.valueOf(args[1]);
		try (Engine engine = Engine.of(args[0], shape, Integer.parseInt(args[2]))) {
			new Contestant(engine, shape).compete();
		}
	}

	private void compete() throws Exception {
		Workload work = new Workload(this.shape, warmUp());
		run(work);
		System.out.println(READY);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		while (input.readLine() != null) {
			System.out.println(sample(work));
		}
	}

	/** Returns how many items make a run. */
	private int warmUp() throws Exception {
		Workload work = new Workload(this.shape, this.shape.items());
		long best = Long.MAX_VALUE;
		long began = System.nanoTime();
		while (System.nanoTime() - began < WARM_UP_NANOS) {
			best = Math.min(best, run(work));
		}
		return (int) Math.min(50_000_000, Math.max(1000, work.items() * RUN_NANOS / best));
	}

	private long run(Workload work) throws Exception {
		work.reset();
		long began = System.nanoTime();
		this.engine.run(work);
		long nanos = System.nanoTime() - began;
		work.verify();
		return nanos;
	}

	private String sample(Workload work) throws Exception {
		long cpu = cpuNanos();
		long allocated = allocatedBytes();
		long nanos = run(work);
		return "%d %d %d %d".formatted(work.items(), nanos, cpuNanos() - cpu, allocatedBytes() - allocated);
	}

	static long cpuNanos() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
	}

	/** What all threads have allocated since the start; 0 where the JVM cannot tell. */
	private static long allocatedBytes() throws JMException {
		ObjectName threading = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
		try {
			return (long) ManagementFactory.getPlatformMBeanServer()
				.getAttribute(threading, "TotalThreadAllocatedBytes");
		}
		catch (AttributeNotFoundException ex) {
			return 0;
		}
	}

}
