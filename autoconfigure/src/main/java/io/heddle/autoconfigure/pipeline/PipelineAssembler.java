package io.heddle.autoconfigure.pipeline;

import java.util.List;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Entry;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.pipeline.DeadLetters;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.Stage;
import io.heddle.pipeline.StageSpec;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Puts pipelines together from the beans and classes of their flow, with default
 * settings. It is the factory of the bean definitions that {@link PipelineDefinitions}
 * registers.
 */
final class PipelineAssembler {

	private final PipelineProperties properties;

	private final DeadLetters deadLetters;

	private final FatalErrorHandler fatalErrors;

	private final Environment environment;

	private final ConfigurableListableBeanFactory beans;

	PipelineAssembler(PipelineProperties properties, DeadLetters deadLetters, FatalErrorHandler fatalErrors,
			Environment environment, ConfigurableListableBeanFactory beans) {
		this.properties = properties;
		this.deadLetters = deadLetters;
		this.fatalErrors = fatalErrors;
		this.environment = environment;
		this.beans = beans;
	}

	/** The pipeline of that entry; its shared stages are destroyed after it. */
	Pipeline assemble(String name) {
		List<FlowStage> stages = new FlowResolver(this.beans).resolve(name, flowOf(name));
		FlowShape.check(name, stages);
		FlowTypes.check(name, stages);
		Pipeline.Builder<?> builder = Pipeline.named(name)
			.mode(defaultMode())
			.deadLetters(this.deadLetters)
			.fatalErrors(this.fatalErrors);
		for (FlowStage stage : stages) {
			builder = add(builder, stage);
		}
		return builder.build();
	}

	private List<String> flowOf(String name) {
		Entry entry = this.properties.entry(name);
		if (!entry.flow().isEmpty()) {
			return entry.flow();
		}
		StageBeans stages = StageBeans.in(this.beans);
		if (!stages.isClear()) {
			throw EntryMistakes.noFlow(name, stages.frontends(), stages.transports(), stages.backends());
		}
		return stages.flow();
	}

	private ThreadMode defaultMode() {
		return Threading.VIRTUAL.isActive(this.environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
	}

	private Pipeline.Builder<?> add(Pipeline.Builder<?> builder, FlowStage stage) {
		StageSpec spec = StageSpec.named(stage.name());
		if (stage.shared()) {
			Stage shared = stage.instances().get();
			return builder.stage(stage.kind(), () -> shared, spec);
		}
		return builder.stage(stage.kind(), stage.instances(), stage.release(), spec);
	}

}
