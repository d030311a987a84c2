package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.heddle.demo.DemoApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the application in a JVM of its own, with more jars than it can read in the time
 * that it has, and sends it the signal.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no SIGTERM")
class ShutdownTests {

	private static final int JARS = 3_000;

	private static final int CLASSES = 1_000;

	private static final Pattern SOME_JARS_READ = Pattern.compile(" [1-9]\\d*/" + JARS + " jars");

	private static final Pattern STOPPED = Pattern.compile("Census stopped before its end: " + "(?<read>\\d+) of "
			+ JARS + " jars read, 0 unreadable, (?<stored>\\d+) of (?<classes>\\d+) classes");

	@TempDir
	Path directory;

	@Test
	void sigtermDrainsAndCleansUpEveryThread() throws IOException, InterruptedException {
		writeJars();
		Path log = this.directory.resolve("output.log");
		Process application = start(log);
		try {
			Awaitility.await()
				.atMost(40, TimeUnit.SECONDS)
				.until(() -> SOME_JARS_READ.matcher(Files.readString(log)).find() || !application.isAlive());
			assertThat(application.isAlive()).as(() -> contents(log)).isTrue();
			application.destroy();
			assertThat(application.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			application.destroyForcibly();
		}
		assertThat(application.exitValue()).isEqualTo(128 + 15);
		assertDrained(Files.readString(log));
	}

	private static void assertDrained(String output) {
		assertThat(cleanups(output, "JarFinder")).hasSize(1);
		assertThat(cleanups(output, "ClassReader")).hasSize(4);
		assertThat(cleanups(output, "ClassStore")).hasSize(1);
		Matcher stopped = STOPPED.matcher(output);
		assertThat(stopped.find()).as(output).isTrue();
		int read = Integer.parseInt(stopped.group("read"));
		assertThat(read).isLessThan(JARS).isEqualTo(cleanups(output, "JarFinder").get(0));
		assertThat(read).isEqualTo(cleanups(output, "ClassReader").stream().mapToInt(Integer::intValue).sum());
		assertThat(Integer.parseInt(stopped.group("stored"))).isEqualTo(read * CLASSES)
			.isEqualTo(Integer.parseInt(stopped.group("classes")));
	}

	/** What the stage says at the end of each of its threads. */
	private static List<Integer> cleanups(String output, String stage) {
		Matcher line = Pattern.compile(stage + " +: Cleaned up after (\\d+) ").matcher(output);
		List<Integer> counts = new ArrayList<>();
		while (line.find()) {
			counts.add(Integer.parseInt(line.group(1)));
		}
		return counts;
	}

	/** One jar under many names. */
	private void writeJars() throws IOException {
		Path jar = TestJars.write(this.directory.resolve("jars/0.jar"),
				IntStream.range(0, CLASSES)
					.mapToObj((index) -> "io/foo/Class%d.class".formatted(index))
					.toArray(String[]::new));
		for (int i = 1; i < JARS; i++) {
			Files.createLink(jar.resolveSibling(i + ".jar"), jar);
		}
	}

	private Process start(Path log) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
				System.getProperty("java.class.path"), DemoApplication.class.getName(), "--server.port=0",
				"--census.directory=" + this.directory.resolve("jars"), "--census.progress-interval=50ms")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
	}

	private static String contents(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			return String.valueOf(ex);
		}
	}

}
