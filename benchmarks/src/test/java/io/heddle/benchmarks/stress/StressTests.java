package io.heddle.benchmarks.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the stress tests of this package, each run in a JVM of its own. The default is
 * short; {@code -Dheddle.stress="-m default"} takes other options of jcstress and
 * {@code -Dheddle.stress.tests=<regex>} other tests.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StressTests {

	private static final String OPTIONS = System.getProperty("heddle.stress",
			"-sc false -f 1 -fsm 1 -iters 3 -time 200 -jvmArgs -Xmx256m");

	private static final String TESTS = System.getProperty("heddle.stress.tests", "^(?!.*Canary).*$");

	private static final Path RESULTS = Path.of("target", "jcstress");

	@BeforeEach
	void twoProcessors() {
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThanOrEqualTo(2);
	}

	@Test
	void nothingForbiddenIsSeen() throws Exception {
		Run run = run("stress", TESTS);
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).containsPattern("Results: ([1-9]\\d*) planned; \\1 passed, 0 failed")
			.doesNotContain("No scheduling is possible");
	}

	@Test
	void theCanaryIsSeen() throws Exception {
		Run run = run("canary", "LostIncrementCanary");
		assertThat(run.exitCode()).as(run.output()).isNotZero();
		assertThat(run.output()).contains("Observed forbidden state: 1 (An increment was lost.)");
	}

	private Run run(String name, String tests) throws IOException, InterruptedException {
		Path directory = Files.createDirectories(RESULTS.resolve(name).toAbsolutePath());
		Path output = directory.resolve("output.txt");
		Process process = new ProcessBuilder(command(tests)).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			return new Run(process.waitFor(), Files.readString(output));
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	private List<String> command(String tests) {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", classPath, "org.openjdk.jcstress.Main"));
		command.addAll(List.of(OPTIONS.split(" ")));
		command.addAll(List.of("-r", "report", "-t", tests));
		return command;
	}

	private record Run(int exitCode, String output) {
	}

}
