package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.testing.ManualTicker;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a pipeline looks like that was never started.
 */
class IdleSnapshotTests {

	/** Another mode than that of the stage which has its own, where the JDK has one. */
	private static final ThreadMode MODE = ThreadSource.isSupported(ThreadMode.VIRTUAL) ? ThreadMode.VIRTUAL
			: ThreadMode.PLATFORM;

	private final Pipeline pipeline = Pipeline.named("census")
		.ticker(new ManualTicker())
		.mode(MODE)
		.from(Sources.numbers(1))
		.via((Integer item) -> item,
				(spec) -> spec.name("reader").threads(4).queueCapacity(64).mode(ThreadMode.PLATFORM))
		.toBatch((items) -> {
		})
		.build();

	private final PipelineSnapshot snapshot = this.pipeline.snapshot();

	@Test
	void saysThatItHasNotRun() {
		assertThat(this.snapshot.room()).isEqualTo("pipeline");
		assertThat(this.snapshot.name()).isEqualTo("census");
		assertThat(this.snapshot.state()).isEqualTo(PipelineState.CREATED);
		assertThat(this.snapshot.activityState()).isEqualTo(ActivityState.NEW);
		assertThat(this.snapshot.since()).isEqualTo(ManualTicker.BEGIN);
		assertThat(this.snapshot.startedAt()).isNull();
		assertThat(this.snapshot.runs()).isZero();
		assertThat(this.snapshot.failure()).isNull();
		assertThat(this.pipeline).hasToString("Pipeline 'census' CREATED");
	}

	@Test
	void hasAllStagesInOrder() {
		assertThat(this.snapshot.stages()).extracting(StageSnapshot::name)
			.containsExactly("frontend", "reader", "backend");
		assertThat(this.snapshot.stages()).extracting(StageSnapshot::kind)
			.containsExactly(StageKind.FRONTEND, StageKind.TRANSPORT, StageKind.BATCH_BACKEND);
	}

	@Test
	void hasTheSettingsOfTheStages() {
		assertThat(this.snapshot.stages()).extracting(StageSnapshot::mode)
			.containsExactly(MODE, ThreadMode.PLATFORM, MODE);
		assertThat(this.snapshot.stages()).extracting(StageSnapshot::threads).containsExactly(1, 4, 1);
		assertThat(this.snapshot.stages()).extracting(StageSnapshot::queue)
			.containsExactly(null, new StageSnapshot.Queue(0, 64), new StageSnapshot.Queue(0, 1024));
	}

	@Test
	void hasNoNumbersYet() {
		assertThat(this.snapshot.stages()).allSatisfy((stage) -> {
			assertThat(stage.workers()).isEmpty();
			assertThat(stage.items()).isEqualTo(new StageSnapshot.Items(0, 0, 0, 0, 0, 0, 0, 0));
			assertThat(stage.time()).isEqualTo(new StageSnapshot.TimeShare(0, 0, 0));
			assertThat(stage.service())
				.isEqualTo(new StageSnapshot.ServiceTime(Duration.ZERO, Duration.ZERO, Duration.ZERO));
			assertThat(stage.throughput()).isEqualTo(new StageSnapshot.Throughput(0, 0));
		});
	}

	@Test
	void findsAStageByItsName() {
		assertThat(this.snapshot.stage("reader").threads()).isEqualTo(4);
		assertThatIllegalArgumentException().isThrownBy(() -> this.snapshot.stage("writer"))
			.withMessage("Pipeline 'census' has no stage 'writer'");
	}

	@Test
	void keepsACopyOfItsStages() {
		assertThat(this.snapshot.stages()).isUnmodifiable();
		assertThat(List.of(this.snapshot)).containsExactly(this.pipeline.snapshot());
	}

}
