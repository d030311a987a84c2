package io.heddle.autoconfigure.pipeline;

import java.util.List;

import io.heddle.autoconfigure.pipeline.ChildJvm.Ended;
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

	private static Ended run(String... arguments) throws Exception {
		return ChildJvm.run(ExitApplication.class, List.of("-Xmx64m"), arguments);
	}

}
