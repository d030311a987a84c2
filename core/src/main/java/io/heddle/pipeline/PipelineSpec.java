package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The settings of a pipeline. Immutable; a method named like a component gives a copy in
 * which that component is different.
 *
 * @param name its name, without dots
 * @param mode the kind of the threads of stages that do not say otherwise
 * @param autoStart whether the lifecycle of an application starts it
 * @param config gives stages their configuration, if there is one
 * @param stages the stages in order
 */
public record PipelineSpec(String name, ThreadMode mode, boolean autoStart, @Nullable ConfigSource config,
		List<StageSpec> stages) {

	public static final ThreadMode DEFAULT_MODE = ThreadMode.PLATFORM;

	public static final boolean DEFAULT_AUTO_START = true;

	public PipelineSpec {
		Assert.hasText(name, "'name' of a pipeline must not be empty");
		Assert.isTrue(name.indexOf('.') < 0, () -> "'name' of pipeline '%s' must not have a dot".formatted(name));
		stages = List.copyOf(stages);
	}

	public PipelineSpec mode(ThreadMode mode) {
		return new PipelineSpec(this.name, mode, this.autoStart, this.config, this.stages);
	}

	public PipelineSpec autoStart(boolean autoStart) {
		return new PipelineSpec(this.name, this.mode, autoStart, this.config, this.stages);
	}

	public PipelineSpec config(ConfigSource config) {
		return new PipelineSpec(this.name, this.mode, this.autoStart, config, this.stages);
	}

	/** The same with each stage changed by the given function. */
	public PipelineSpec stages(UnaryOperator<StageSpec> change) {
		List<StageSpec> changed = new ArrayList<>(this.stages);
		changed.replaceAll(change);
		return new PipelineSpec(this.name, this.mode, this.autoStart, this.config, changed);
	}

	/** The stage of that name, or {@code null}. */
	public @Nullable StageSpec stage(String stage) {
		return this.stages.stream().filter((spec) -> spec.name().equals(stage)).findFirst().orElse(null);
	}

}
