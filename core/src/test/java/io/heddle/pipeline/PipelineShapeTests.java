package io.heddle.pipeline;

import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PipelineShapeTests {

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FRONTEND")
	void aFrontendAndAnotherStageAreEnough(StageKind second) {
		assertThatCode(() -> build(StageKind.FRONTEND, second)).doesNotThrowAnyException();
	}

	@Test
	void anyNumberOfTransportsMayStandBetween() {
		Pipeline pipeline = build(StageKind.FRONTEND, StageKind.TRANSPORT, StageKind.FLAT_TRANSPORT,
				StageKind.TRANSPORT, StageKind.BATCH_BACKEND);
		assertThat(pipeline.kinds().values()).containsExactly(StageKind.FRONTEND, StageKind.TRANSPORT,
				StageKind.FLAT_TRANSPORT, StageKind.TRANSPORT, StageKind.BATCH_BACKEND);
	}

	@Test
	void aPipelineWithoutStagesHasNoFrontend() {
		assertRefused("Pipeline 'census' has no frontend: its first stage must be one");
	}

	@Test
	void theFirstStageIsAFrontend() {
		assertRefused("Pipeline 'census' has no frontend: its first stage must be one", StageKind.TRANSPORT,
				StageKind.BACKEND);
	}

	@Test
	void aFrontendAloneIsNotEnough() {
		assertRefused("Pipeline 'census' has neither a transport nor a backend: add one of them", StageKind.FRONTEND);
	}

	@Test
	void thereIsOneFrontend() {
		assertRefused("Pipeline 'census' has a second frontend 'stage1': only its first stage can be one",
				StageKind.FRONTEND, StageKind.FRONTEND, StageKind.BACKEND);
	}

	@ParameterizedTest
	@EnumSource(names = { "BACKEND", "BATCH_BACKEND" })
	void aBackendIsTheLastStage(StageKind backend) {
		assertRefused("Pipeline 'census' has stages after the backend 'stage1': it must be the last one",
				StageKind.FRONTEND, backend, StageKind.TRANSPORT);
	}

	@Test
	void aFrontendHasNoQueue() {
		assertRefused((spec) -> spec.queueCapacity(10), UnaryOperator.identity(),
				"'queue-capacity' is that of a stage's input, and frontend 'finder' of pipeline 'census' has none: "
						+ "set it on the stage after it");
	}

	@ParameterizedTest
	@EnumSource(names = { "SKIP", "DEAD_LETTER" })
	void aFrontendStopsOrRetries(OnError onError) {
		assertRefused((spec) -> spec.onError(onError), UnaryOperator.identity(),
				"'on-error' of frontend 'finder' of pipeline 'census' must be 'stop' or 'retry' but was '%s'"
					.formatted(onError.asProperty()));
	}

	@Test
	void onErrorIsNamedAsInTheSettings() {
		assertThat(OnError.DEAD_LETTER.asProperty()).isEqualTo("dead-letter");
	}

	@Test
	void onErrorRetryIsForFrontends() {
		assertRefused(UnaryOperator.identity(), (spec) -> spec.onError(OnError.RETRY),
				"'on-error: retry' is for frontends: on stage 'reader' of pipeline 'census' set 'retry.max-attempts', "
						+ "and 'on-error' to 'stop', 'skip' or 'dead-letter'");
	}

	@Test
	void aPipelineHasAName() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Pipeline.named(" ").from(Sources.numbers(0)).to((item) -> {
			}).build())
			.withMessage("'name' of a pipeline must not be empty");
	}

	@Test
	void aTunedPipelineKeepsItsShape() {
		Pipeline pipeline = build(StageKind.FRONTEND, StageKind.BACKEND);
		PipelineSpec before = pipeline.spec();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> pipeline.tune((spec) -> spec.stages((stage) -> stage.queueCapacity(10))))
			.withMessageStartingWith("'queue-capacity' is that of a stage's input");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> pipeline.tune((spec) -> spec.stages((stage) -> stage.name(stage.name() + "x"))))
			.withMessage("Pipeline 'census' must keep its name and its stages");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> pipeline
				.tune((spec) -> new PipelineSpec("other", spec.mode(), spec.autoStart(), spec.config(), spec.stages())))
			.withMessage("Pipeline 'census' must keep its name and its stages");
		assertThat(pipeline.spec()).isEqualTo(before);
	}

	private static void assertRefused(String message, StageKind... kinds) {
		assertThatIllegalArgumentException().isThrownBy(() -> build(kinds)).withMessage(message);
	}

	/** Stages of these kinds, named by their place. */
	private static Pipeline build(StageKind... kinds) {
		Pipeline.Builder<?> builder = Pipeline.named("census");
		for (int i = 0; i < kinds.length; i++) {
			builder = builder.stage(kinds[i], () -> {
				throw new IllegalStateException("Nothing is made before the start");
			}, StageSpec.named("stage" + i));
		}
		return builder.build();
	}

	private static void assertRefused(UnaryOperator<StageSpec> finder, UnaryOperator<StageSpec> reader,
			String message) {
		Pipeline.Builder<Integer> builder = Pipeline.named("census")
			.from(Sources.numbers(0), finder.apply(StageSpec.named("finder")))
			.to((item) -> {
			}, reader.apply(StageSpec.named("reader")));
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

}
