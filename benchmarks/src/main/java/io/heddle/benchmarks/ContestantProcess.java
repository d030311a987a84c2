package io.heddle.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link Contestant} seen from the {@link Arena}.
 */
final class ContestantProcess implements AutoCloseable {

	private final String name;

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	private final List<Result.Sample> samples = new ArrayList<>();

	/**
	 * Starts the JVM with the arguments. <b>Blocks</b> until it is warm.
	 */
	ContestantProcess(String name, List<String> arguments) throws IOException {
		this.name = name;
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
		this.output = this.process.inputReader(StandardCharsets.UTF_8);
		this.input = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
		while (!readLine().equals(Contestant.READY)) {
			// what libraries print at their start
		}
	}

	/** One run. <b>Blocks</b> until it is done. */
	void sample() throws IOException {
		double foreignNanos = Machine.busyNanos();
		long began = System.nanoTime();
		this.input.println();
		double[] numbers = Stream.of(readLine().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
		double all = (double) (System.nanoTime() - began) * Runtime.getRuntime().availableProcessors();
		foreignNanos = Machine.busyNanos() - foreignNanos - numbers[2];
		this.samples.add(new Result.Sample(numbers[0] * 1e9 / numbers[1], numbers[2] / numbers[0],
				numbers[3] / numbers[0], foreignNanos / all));
	}

	private String readLine() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new IOException("Contestant '%s' has failed, see above".formatted(this.name));
		}
		return line;
	}

	Result result() {
		return Result.of(this.name, this.samples);
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
