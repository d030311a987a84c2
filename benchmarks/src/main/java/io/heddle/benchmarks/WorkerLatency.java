package io.heddle.benchmarks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import io.heddle.worker.WorkerMode;
import io.heddle.worker.WorkerProcess;
import org.HdrHistogram.Histogram;

/**
 * How long a small command takes in a warm worker: in a child, in one of two children, in
 * a thread; and, as the least that a child can do, a bare process that sends each byte
 * back.
 * <p>
 * {@code java -cp benchmarks.jar io.heddle.benchmarks.WorkerLatency [warmup=20000]
 * [commands=20000] [patience=10]}
 */
final class WorkerLatency {

	private final int warmUp;

	private final int commands;

	private final Duration patience;

	private WorkerLatency(Options options) {
		this.warmUp = options.number("warmup", 20_000);
		this.commands = options.number("commands", 20_000);
		this.patience = Duration.ofSeconds(options.number("patience", 10));
	}

	public static void main(String[] args) throws Exception {
		if (args.length == 1 && args[0].equals("echo")) {
			echo();
			return;
		}
		WorkerLatency latency = new WorkerLatency(new Options(args));
		System.out.printf(Locale.ROOT, "JDK %s, %,d commands each%n", Runtime.version(), latency.commands);
		latency.runEcho();
		latency.runWorker("process", WorkerMode.PROCESS, 1);
		latency.runWorker("process x 2", WorkerMode.PROCESS, 2);
		latency.runWorker("thread", WorkerMode.THREAD, 1);
	}

	private void runWorker(String name, WorkerMode mode, int count) throws Exception {
		try (WorkerProcess worker = WorkerProcess.builder("latency")
			.mode(mode)
			.count(count)
			.allowedTypes("io.heddle.benchmarks.*")
			.build()) {
			long began = System.nanoTime();
			worker.start();
			worker.<Integer>command(() -> 1);
			double firstMillis = (System.nanoTime() - began) / 1e6;
			run(name, () -> worker.<Integer>command(() -> 1));
			System.out.printf(Locale.ROOT, "%-12s first answer after %.0f ms%n", "", firstMillis);
		}
	}

	private void runEcho() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WorkerLatency.class.getName(), "echo")
			.redirectError(Redirect.INHERIT)
			.start();
		try (DataOutputStream out = new DataOutputStream(process.getOutputStream());
				InputStream in = process.getInputStream()) {
			run("echo", () -> {
				out.writeByte(1);
				out.flush();
				return in.read();
			});
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** The child of the bare process. */
	private static void echo() throws IOException {
		try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
				FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
			for (int b = in.read(); b >= 0; b = in.read()) {
				out.write(b);
			}
		}
	}

	private void run(String name, Command command) throws Exception {
		for (int i = 0; i < this.warmUp; i++) {
			command.run();
		}
		boolean quiet = Machine.awaitQuiet(this.patience);
		Histogram nanos = new Histogram(3);
		for (int i = 0; i < this.commands; i++) {
			long began = System.nanoTime();
			if (command.run() != 1) {
				throw new IllegalStateException("'%s' gives a wrong answer".formatted(name));
			}
			nanos.recordValue(System.nanoTime() - began);
		}
		System.out.printf(Locale.ROOT, "%-12s p50 %7.1f  p90 %7.1f  p99 %7.1f  max %9.1f µs, machine %s before%n", name,
				nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(90) / 1e3,
				nanos.getValueAtPercentile(99) / 1e3, nanos.getMaxValue() / 1e3, quiet ? "quiet" : "busy");
	}

	/** One command and its answer, which is 1. */
	private interface Command {

		int run() throws Exception;

	}

}
