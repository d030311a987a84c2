package io.heddle.autoconfigure.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a main class on the class path of the tests, to its end.
 */
final class ChildJvm {

	private ChildJvm() {
	}

	static Ended run(Class<?> main, List<String> options, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
		command.addAll(options);
		command.add(main.getName());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			return await(process);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Ended await(Process process) throws IOException, InterruptedException {
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(50, TimeUnit.SECONDS)).as(output).isTrue();
		return new Ended(process.exitValue(), output);
	}

	/**
	 * What it left behind.
	 */
	record Ended(int code, String output) {

	}

}
