package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.List;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(NoLeakedThreads.class)
class PipelineTuneTests {

	private final List<Integer> seen = new ArrayList<>();

	private final Pipeline pipeline = Pipeline.named("census")
		.from(Sources.numbers(3))
		.to((item) -> this.seen.add(100 / (item - 1)), (spec) -> spec.name("sink"))
		.build();

	@Test
	void newSettingsAreThoseOfLaterRuns() {
		assertThatExceptionOfType(PipelineException.class).isThrownBy(this.pipeline::run);
		this.pipeline.tune((spec) -> spec.autoStart(false)
			.stages((stage) -> stage.name().equals("sink") ? stage.onError(OnError.SKIP) : stage));
		this.seen.clear();
		this.pipeline.run();
		assertThat(this.seen).containsExactly(-100, 100);
		assertThat(this.pipeline.isAutoStart()).isFalse();
	}

	@EachThreadMode
	void aRunningPipelineCannotBeTuned(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Pipeline running = Pipeline.named("census").mode(mode).from((out) -> gate.enter()).to((item) -> {
		}).build();
		running.start();
		assertThatIllegalStateException().isThrownBy(() -> running.tune((spec) -> spec))
			.withMessage("Pipeline 'census' runs: only threads can be changed");
		gate.awaitEntered();
		gate.open();
		running.stop();
	}

	/**
	 * The function of the user is called without a lock, and again if it was overtaken.
	 */
	@EachThreadMode
	void aChangeByAnotherThreadInTheMeantimeIsKept(ThreadMode mode) {
		try (Crew crew = new Crew(mode)) {
			this.pipeline.tune((spec) -> {
				if (spec.stages().get(1).threads() == 1) {
					crew.start(() -> this.pipeline.setThreads("sink", 7));
					join(crew);
				}
				return spec.autoStart(false);
			});
		}
		assertThat(this.pipeline.isAutoStart()).isFalse();
		assertThat(this.pipeline.spec().stages().get(1).threads()).isEqualTo(7);
	}

	private static void join(Crew crew) {
		try {
			crew.join();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
