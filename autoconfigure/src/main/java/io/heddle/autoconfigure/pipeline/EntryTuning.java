package io.heddle.autoconfigure.pipeline;

import java.util.Map;

import io.heddle.autoconfigure.diagnostics.StageMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Entry;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Retry;
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

	/** The property in the form that a binder takes. */
	private final String uniform;

	private final Entry entry;

	private final Environment environment;

	EntryTuning(String name, Entry entry, Environment environment) {
		this.property = PipelineDefinitions.PROPERTY + "." + name;
		this.uniform = PipelineDefinitions.PROPERTY + "." + Spelling.uniform(name);
		this.entry = entry;
		this.environment = environment;
	}

	PipelineSpec apply(PipelineSpec spec, Map<String, StageKind> kinds) {
		KnownSettings.check(this.property, this.uniform, Entry.class, this.environment);
		PipelineSpec tuned = spec;
		ThreadMode mode = this.entry.mode();
		if (mode != null) {
			tuned = tuned.mode(requireSupported(this.property + ".mode", mode));
		}
		if (this.entry.autoStart() != null) {
			tuned = tuned.autoStart(this.entry.autoStart());
		}
		if (!this.entry.config().isEmpty()) {
			tuned = tuned.config(new BoundConfig(this.uniform + ".config", this.environment));
		}
		return tuneStages(tuned, kinds);
	}

	private PipelineSpec tuneStages(PipelineSpec spec, Map<String, StageKind> kinds) {
		Map<String, String> keys = ConfiguredKeys.under(this.uniform + ".stages", this.environment);
		for (String key : keys.values()) {
			if (kinds.keySet().stream().noneMatch((stage) -> Spelling.same(stage, key))) {
				throw StageMistakes.unknownStage(stageProperty(key), spec.name(), key, kinds.keySet());
			}
		}
		return spec.stages((stage) -> tuneStage(stage, keys.get(Spelling.uniform(stage.name())), kinds));
	}

	private StageSpec tuneStage(StageSpec stage, @Nullable String key, Map<String, StageKind> kinds) {
		if (key == null) {
			return stage;
		}
		checkSettings(key);
		Stage settings = this.entry.stage(stage.name());
		return (settings == null) ? stage : new StageTuning(stageProperty(key), settings, kinds).apply(stage);
	}

	private void checkSettings(String key) {
		String stage = this.uniform + ".stages." + Spelling.uniform(key);
		KnownSettings.check(stageProperty(key), stage, Stage.class, this.environment);
		KnownSettings.check(stageProperty(key) + ".retry", stage + ".retry", Retry.class, this.environment);
	}

	private String stageProperty(String key) {
		return this.property + ".stages." + key;
	}

	static ThreadMode requireSupported(String property, ThreadMode mode) {
		if (!ThreadSource.isSupported(mode)) {
			throw ValueMistakes.noVirtualThreads(property, Runtime.version().feature());
		}
		return mode;
	}

}
