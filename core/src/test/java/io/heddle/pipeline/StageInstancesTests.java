package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stages of which each thread has an instance of its own.
 */
@ExtendWith(NoLeakedThreads.class)
class StageInstancesTests {

	private final List<String> steps = new CopyOnWriteArrayList<>();

	@EachThreadMode
	void eachThreadMakesAndGivesBackItsOwn(ThreadMode mode) {
		Pipeline pipeline = pipeline(Sources.numbers(100), 3, mode);
		pipeline.run();
		for (int i = 0; i < 3; i++) {
			String thread = "each-own-" + i;
			assertThat(this.steps.stream().filter((step) -> step.endsWith(thread))).containsExactly("made by " + thread,
					"cleaned up by " + thread, "given back by " + thread);
		}
		assertThat(this.steps).hasSize(9);
	}

	@Test
	void aSurplusThreadGivesBackItsOwnAtOnce() {
		Pipeline pipeline = pipeline(Sources.endless(), 4, ThreadMode.PLATFORM);
		pipeline.start();
		pipeline.setThreads("own", 1);
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.steps.stream().filter((step) -> step.startsWith("given back"))).hasSize(3));
		pipeline.stop(Duration.ofSeconds(10));
		assertThat(this.steps.stream().filter((step) -> step.startsWith("given back"))).hasSize(4);
	}

	@Test
	void isGivenBackAlsoWhenItsCleanupFails() {
		Pipeline pipeline = Pipeline.named("each")
			.from(Sources.numbers(1))
			.stage(StageKind.BACKEND, () -> new FailingCleanup(), (instance) -> this.steps.add("given back"),
					StageSpec.named("own"))
			.build();
		pipeline.start();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.FAILED);
		assertThat(this.steps).containsExactly("given back");
	}

	@Test
	void aFailureToGiveBackIsAFailure() {
		Pipeline pipeline = Pipeline.named("each")
			.from(Sources.numbers(1))
			.stage(StageKind.BACKEND, () -> (Backend<Object>) (item) -> {
			}, (instance) -> {
				throw new IllegalStateException("not taken back");
			}, StageSpec.named("own"))
			.build();
		pipeline.start();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(pipeline.snapshot().failure()).isNotNull()
			.satisfies((failure) -> assertThat(failure.cause()).hasMessage("not taken back"));
	}

	private Pipeline pipeline(Frontend<Integer> source, int threads, ThreadMode mode) {
		return Pipeline.named("each")
			.mode(mode)
			.from(source)
			.stage(StageKind.TRANSPORT, Own::new, (instance) -> note("given back by "),
					StageSpec.named("own").threads(threads))
			.to((item) -> {
			})
			.build();
	}

	private void note(String step) {
		this.steps.add(step + Thread.currentThread().getName());
	}

	private final class Own implements Transport<Integer, Integer> {

		Own() {
			note("made by ");
		}

		@Override
		public Integer transport(Integer item) {
			return item;
		}

		@Override
		public void cleanup() {
			note("cleaned up by ");
		}

	}

	private static final class FailingCleanup implements Backend<Object> {

		@Override
		public void process(Object item) {
		}

		@Override
		public void cleanup() {
			throw new IllegalStateException("dirty");
		}

	}

}
