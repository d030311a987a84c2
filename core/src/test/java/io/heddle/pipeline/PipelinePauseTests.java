package io.heddle.pipeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holding a running pipeline.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelinePauseTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final AtomicInteger processed = new AtomicInteger();

	private Pipeline pipeline(ThreadMode mode) {
		return Pipeline.named("pause")
			.mode(mode)
			.from(Sources.endless())
			.via((Integer number) -> number, (spec) -> spec.threads(3))
			.to((Integer number) -> {
				this.processed.incrementAndGet();
			})
			.build();
	}

	/** A thread that waits for room in the queue of a paused stage goes on waiting. */
	private static boolean allPaused(Pipeline pipeline) {
		return pipeline.snapshot()
			.stages()
			.stream()
			.flatMap((stage) -> stage.workers().stream())
			.allMatch((worker) -> worker.doing() == StageSnapshot.Doing.PAUSED
					|| worker.doing() == StageSnapshot.Doing.BLOCKED);
	}

	@EachThreadMode
	void aPauseHoldsEveryThreadUntilItIsResumed(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode);
		pipeline.start();
		Awaitility.await().until(() -> this.processed.get() > 0);
		pipeline.pause();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.PAUSED);
		Awaitility.await().until(() -> allPaused(pipeline));
		int held = this.processed.get();
		pipeline.pause();
		assertThat(this.processed).hasValue(held);
		pipeline.resume();
		Awaitility.await().until(() -> this.processed.get() > held);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.RUNNING);
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void pausesUnderLoadLoseAndDoubleNothing(ThreadMode mode) {
		Numbered numbered = new Numbered(300_000);
		Pipeline pipeline = Pipeline.named("pauses")
			.mode(mode)
			.from(Sources.numbers(numbered.count()))
			.via((Integer number) -> number, (spec) -> spec.threads(4).queueCapacity(50))
			.to(numbered::mark, (spec) -> spec.threads(2))
			.build();
		pipeline.start();
		while (!pipeline.awaitEnd(Duration.ofMillis(2))) {
			pipeline.pause();
			pipeline.resume();
		}
		numbered.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aPausedStageCanBeResized(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode);
		pipeline.start();
		pipeline.pause();
		Awaitility.await().until(() -> allPaused(pipeline));
		pipeline.setThreads("transport", 1);
		Awaitility.await().until(() -> pipeline.snapshot().stage("transport").workers().size() == 1);
		pipeline.setThreads("transport", 5);
		Awaitility.await().until(() -> pipeline.snapshot().stage("transport").workers().size() == 5);
		pipeline.resume();
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void timeInAPauseIsNeitherBusyNorIdle(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		Pipeline pipeline = Pipeline.named("clock")
			.mode(mode)
			.ticker(ticker)
			.from(Sources.endless())
			.to((Integer number) -> {
				this.processed.incrementAndGet();
			})
			.build();
		pipeline.start();
		Awaitility.await().until(() -> this.processed.get() > 0);
		ticker.advance(Duration.ofSeconds(10));
		pipeline.pause();
		Awaitility.await().until(() -> allPaused(pipeline));
		StageSnapshot.TimeShare before = pipeline.snapshot().stage("backend").time();
		ticker.advance(Duration.ofHours(1));
		assertThat(pipeline.snapshot().stage("backend").time()).isEqualTo(before);
		pipeline.resume();
		pipeline.stop(LONG);
	}

	@Test
	void pauseAndResumeAreHarmlessWhenNothingRuns() {
		Pipeline pipeline = pipeline(ThreadMode.PLATFORM);
		pipeline.pause();
		pipeline.resume();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
	}

}
