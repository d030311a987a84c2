package io.heddle.autoconfigure.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a JVM ends that has nothing but pipelines to keep it alive.
 */
class PipelineExitTests {

	private static final String VIRTUAL = "--spring.threads.virtual.enabled=true";

	@Test
	void successIsExitCodeZero() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=atOnce,printer");
		assertThat(ended.code()).as(ended.output()).isZero();
		assertThat(ended.output()).contains("got at once");
	}

	@Test
	void aPipelineKeepsTheJvmAliveUntilItsEnd() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=later,printer");
		assertThat(ended.code()).as(ended.output()).isZero();
		assertThat(ended.output()).containsSubsequence("main returns", "got after main");
	}

	@Test
	void aFailureBeforeMainReturnsIsAnExitCode() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=atOnce,broken");
		assertThat(ended.code()).as(ended.output()).isOne();
		assertThat(ended.output()).contains("broken by at once");
	}

	@Test
	void aFailureAfterMainHasReturnedIsAnExitCode() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=later,broken");
		assertThat(ended.code()).as(ended.output()).isOne();
		assertThat(ended.output()).containsSubsequence("main returns", "broken by after main",
				"ends with exit code 1, as a pipeline has failed");
	}

	@Test
	void aFailureLetsOtherPipelinesEnd() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=atOnce,broken", "--heddle.pipeline.two.flow=later,printer");
		assertThat(ended.code()).as(ended.output()).isOne();
		assertThat(ended.output()).contains("broken by at once", "got after main");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsKeepTheJvmAliveToo() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=later,printer", VIRTUAL);
		assertThat(ended.code()).as(ended.output()).isZero();
		assertThat(ended.output()).containsSubsequence("main returns", "got after main");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aFailureInAVirtualThreadIsAnExitCode() throws Exception {
		Ended ended = run("--heddle.pipeline.one.flow=later,broken", VIRTUAL);
		assertThat(ended.code()).as(ended.output()).isOne();
	}

	private static Ended run(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
		command.add(ExitApplication.class.getName());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
			return new Ended(process.exitValue(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private record Ended(int code, String output) {

	}

}
