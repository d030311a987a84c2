package io.heddle.autoconfigure.pipeline;

import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Gives a pipeline, whoever has built it, its settings from the properties and the
 * customizers, its listeners and its place in the registry.
 */
final class PipelineTuning implements BeanRegister<Pipeline> {

	private final PipelineProperties properties;

	private final Environment environment;

	private final Registry registry;

	private final ObjectProvider<PipelineCustomizer> customizers;

	private final List<PipelineListener> listeners;

	PipelineTuning(PipelineProperties properties, Environment environment, Registry registry,
			ObjectProvider<PipelineCustomizer> customizers, List<PipelineListener> listeners) {
		this.properties = properties;
		this.environment = environment;
		this.registry = registry;
		this.customizers = customizers;
		this.listeners = listeners;
	}

	@Override
	public void add(String bean, Pipeline pipeline) {
		tune(bean, pipeline);
		this.customizers.orderedStream().forEach((customizer) -> pipeline.tune(customizer::customize));
		register(bean, pipeline);
	}

	/** By the entry that is called like the bean, or else like the pipeline. */
	private void tune(String bean, Pipeline pipeline) {
		Map<String, String> keys = ConfiguredKeys.under(PipelineDefinitions.PROPERTY, this.environment);
		String key = keys.getOrDefault(Spelling.uniform(bean), keys.get(Spelling.uniform(pipeline.name())));
		if (key != null) {
			EntryTuning tuning = new EntryTuning(key, this.properties.entry(key), this.environment);
			pipeline.tune((spec) -> tuning.apply(spec, pipeline.kinds()));
		}
	}

	@Override
	public void remove(Pipeline pipeline) {
		this.registry.remove(pipeline);
	}

	private void register(String bean, Pipeline pipeline) {
		if (this.registry.find(pipeline.room(), pipeline.name()).isPresent()) {
			throw EntryMistakes.sameName(pipeline.name(), bean);
		}
		this.listeners.forEach(pipeline::addListener);
		this.registry.add(pipeline);
	}

}
