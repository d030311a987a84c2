package io.heddle.pipeline;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What can be asked of a pipeline before its first run and after its last.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineLifecycleTests {

	private final Pipeline pipeline = Pipeline.named("census").from(Sources.numbers(3)).to((item) -> {
	}, (spec) -> spec.name("sink")).build();

	@Test
	void stopBeforeTheFirstStartIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.pipeline.stop(Duration.ofSeconds(1)))
			.withMessage("Pipeline 'census' cannot stop before it was started");
	}

	@Test
	void nothingElseMattersBeforeTheFirstStart() {
		this.pipeline.pause();
		this.pipeline.resume();
		this.pipeline.close();
		assertThat(this.pipeline.awaitEnd(Duration.ZERO)).isTrue();
		assertThat(this.pipeline.getState()).isEqualTo(PipelineState.CREATED);
	}

	@Test
	void nothingMattersAfterTheEnd() {
		this.pipeline.run();
		this.pipeline.pause();
		this.pipeline.resume();
		this.pipeline.close();
		assertThat(this.pipeline.awaitEnd(Duration.ZERO)).isTrue();
		assertThat(this.pipeline.stop(Duration.ZERO).isComplete()).isTrue();
		assertThat(this.pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	@Test
	void itemsFromOutsideAreRefusedUnlessItRuns() {
		assertThatIllegalStateException().isThrownBy(() -> this.pipeline.offer("sink", 1))
			.withMessage("Pipeline 'census' does not run");
		this.pipeline.run();
		assertThatIllegalStateException().isThrownBy(() -> this.pipeline.offer("sink", 1))
			.withMessage("Pipeline 'census' does not run");
	}

	@Test
	void itemsFromOutsideNeedAStageThatTakesItems() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.pipeline.offer("frontend", 1))
			.withMessage("Frontend 'frontend' of pipeline 'census' takes no items");
		assertThatIllegalArgumentException().isThrownBy(() -> this.pipeline.offer("snik", 1))
			.withMessage("Pipeline 'census' has no stage 'snik': its stages are frontend, sink");
	}

	@Test
	void threadsMayBeChangedForLaterRuns() {
		this.pipeline.setThreads("frontend", 2);
		this.pipeline.setThreads("sink", 4);
		this.pipeline.run();
		assertThat(this.pipeline.snapshot().stages()).extracting(StageSnapshot::threads).containsExactly(2, 4);
		assertThat(this.pipeline.snapshot().stage("sink").items().in()).isEqualTo(6);
	}

	@Test
	void threadsAreCheckedBeforeTheyAreChanged() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.pipeline.setThreads("snik", 1))
			.withMessage("Pipeline 'census' has no stage 'snik': its stages are frontend, sink");
		assertThatIllegalArgumentException().isThrownBy(() -> this.pipeline.setThreads("sink", 0))
			.withMessage("'threads' of stage 'sink' must be at least 1 and at most 100000 but was 0");
		assertThat(this.pipeline.spec().stages()).allMatch((stage) -> stage.threads() == 1);
	}

	@Test
	void eachRunCountsFromZero() {
		this.pipeline.run();
		this.pipeline.run();
		PipelineSnapshot snapshot = this.pipeline.snapshot();
		assertThat(snapshot.runs()).isEqualTo(2);
		assertThat(snapshot.startedAt()).isNotNull().isBeforeOrEqualTo(snapshot.since());
		assertThat(snapshot.stage("sink").items().passed()).isEqualTo(3);
	}

	@Test
	void aThreadOfThePipelineCannotWaitForItsEnd() {
		AtomicReference<Pipeline> itself = new AtomicReference<>();
		Pipeline pipeline = Pipeline.named("itself")
			.from(Sources.numbers(1))
			.to((number) -> Objects.requireNonNull(itself.get()).run())
			.build();
		itself.set(pipeline);
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run)
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("cannot wait for its end");
	}

	@Test
	void aModeThatTheJdkLacksIsRefusedWhenThePipelineIsBuilt() {
		Assumptions.assumeFalse(ThreadSource.isSupported(ThreadMode.VIRTUAL));
		Pipeline.Builder<Integer> builder = Pipeline.named("virtual").from(Sources.numbers(1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.to((number) -> {
		}, (spec) -> spec.mode(ThreadMode.VIRTUAL)).build()).withMessageContaining("use mode 'platform'");
	}

}
