package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.List;

import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineSpecTests {

	private static final PipelineSpec SPEC = new PipelineSpec("census", ThreadMode.PLATFORM, true, null,
			List.of(StageSpec.named("finder"), StageSpec.named("reader")));

	@Test
	void eachSettingChangesItselfOnly() {
		ConfigSource config = ConfigSource.of("config");
		assertThat(SPEC.mode(ThreadMode.VIRTUAL).autoStart(false).config(config))
			.isEqualTo(new PipelineSpec("census", ThreadMode.VIRTUAL, false, config, SPEC.stages()));
	}

	@Test
	void stagesAreChangedOneByOne() {
		PipelineSpec changed = SPEC.stages((stage) -> stage.name().equals("reader") ? stage.threads(8) : stage);
		assertThat(changed.stages()).containsExactly(StageSpec.named("finder"), StageSpec.named("reader").threads(8));
		assertThat(SPEC.stages()).allMatch((stage) -> stage.threads() == 1);
	}

	@Test
	void aStageIsFoundByItsName() {
		assertThat(SPEC.stage("reader")).isEqualTo(StageSpec.named("reader"));
		assertThat(SPEC.stage("writer")).isNull();
	}

	@Test
	void stagesAreCopied() {
		List<StageSpec> stages = new ArrayList<>(SPEC.stages());
		PipelineSpec spec = new PipelineSpec("census", ThreadMode.PLATFORM, true, null, stages);
		stages.clear();
		assertThat(spec.stages()).hasSize(2);
		assertThatThrownBy(() -> spec.stages().clear()).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void aNameIsNotEmpty() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PipelineSpec("", ThreadMode.PLATFORM, true, null, List.of()))
			.withMessage("'name' of a pipeline must not be empty");
	}

	@Test
	void aNameHasNoDot() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PipelineSpec("a.b", ThreadMode.PLATFORM, true, null, List.of()))
			.withMessage("'name' of pipeline 'a.b' must not have a dot");
	}

	@Test
	void aPipelineIsBuiltWithTheDefaults() {
		Pipeline pipeline = Pipeline.named("census").from(Sources.numbers(0)).to((item) -> {
		}).build();
		assertThat(pipeline.spec().mode()).isEqualTo(ThreadMode.PLATFORM);
		assertThat(pipeline.isAutoStart()).isTrue();
		assertThat(pipeline.spec().config()).isNull();
		assertThat(pipeline.room()).isEqualTo("pipeline");
		assertThat(pipeline.name()).isEqualTo("census");
	}

}
