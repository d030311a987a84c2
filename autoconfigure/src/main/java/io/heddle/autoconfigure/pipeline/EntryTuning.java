package io.heddle.autoconfigure.pipeline;

import java.util.Map;

import io.heddle.autoconfigure.diagnostics.StageMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Entry;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Stage;
import io.heddle.pipeline.PipelineSpec;
import io.heddle.pipeline.StageKind;
import io.heddle.pipeline.StageSpec;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * The settings of one entry, applied to those that a pipeline has.
 */
final class EntryTuning {

	private final String property;

	private final Entry entry;

	private final Environment environment;

	EntryTuning(String property, Entry entry, Environment environment) {
		this.property = property;
		this.entry = entry;
		this.environment = environment;
	}

	PipelineSpec apply(PipelineSpec spec, Map<String, StageKind> kinds) {
		PipelineSpec tuned = spec;
		ThreadMode mode = this.entry.mode();
		if (mode != null) {
			tuned = tuned.mode(requireSupported(this.property + ".mode", mode));
		}
		if (this.entry.autoStart() != null) {
			tuned = tuned.autoStart(this.entry.autoStart());
		}
		if (!this.entry.config().isEmpty()) {
			tuned = tuned.config(new BoundConfig(uniform(this.property) + ".config", this.environment));
		}
		return tuneStages(tuned, kinds);
	}

	private PipelineSpec tuneStages(PipelineSpec spec, Map<String, StageKind> kinds) {
		Map<String, String> keys = ConfiguredKeys.under(uniform(this.property) + ".stages", this.environment);
		for (String key : keys.values()) {
			if (kinds.keySet().stream().noneMatch((stage) -> Spelling.same(stage, key))) {
				throw StageMistakes.unknownStage(stageProperty(key), spec.name(), key, kinds.keySet());
			}
		}
		return spec.stages((stage) -> tuneStage(stage, keys.get(Spelling.uniform(stage.name())), kinds));
	}

	private StageSpec tuneStage(StageSpec stage, @Nullable String key, Map<String, StageKind> kinds) {
		Stage settings = this.entry.stage(stage.name());
		if (settings == null || key == null) {
			return stage;
		}
		return new StageTuning(stageProperty(key), settings, kinds).apply(stage);
	}

	private String stageProperty(String key) {
		return this.property + ".stages." + key;
	}

	/** The property with the name of the pipeline in a form that a binder takes. */
	private static String uniform(String property) {
		String prefix = PipelineDefinitions.PROPERTY + ".";
		return prefix + Spelling.uniform(property.substring(prefix.length()));
	}

	static ThreadMode requireSupported(String property, ThreadMode mode) {
		if (!ThreadSource.isSupported(mode)) {
			throw ValueMistakes.noVirtualThreads(property, Runtime.version().feature());
		}
		return mode;
	}

}
