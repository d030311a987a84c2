package io.heddle.background;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager in a JVM with little memory.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HeapTests {

	@ParameterizedTest
	@EnumSource(names = { "BLOCK", "CALLER_RUNS" })
	void threeMillionTasksNeedNoMoreMemoryThanAFew(Overflow overflow) throws Exception {
		assertThat(run("-Xmx64m", "flood", overflow.name())).contains("ended 3000000 rejected 0");
	}

	@Test
	void aTaskThatTakesAllMemoryFailsAloneAndTheHandlerHearsOfIt() throws Exception {
		assertThat(run("-Xmx64m", "exhaust")).contains("greedy java.lang.OutOfMemoryError", "CLOSED",
				"fatal [OutOfMemoryError] next 1");
	}

	private static String run(String option, String... args) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(option, "-cp", System.getProperty("java.class.path"), HeapChild.class.getName()));
		command.addAll(List.of(args));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
