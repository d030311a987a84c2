package io.heddle.autoconfigure.pipeline;

import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Entry;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Gives a pipeline, whoever has built it, its settings from the properties and the
 * customizers, its listeners and its place in the registry.
 */
final class PipelineTuning {

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

	void add(String bean, Pipeline pipeline) {
		Entry byBean = this.properties.entry(bean);
		Entry entry = (byBean != null) ? byBean : this.properties.entry(pipeline.name());
		if (entry != null) {
			String property = propertyOf((byBean != null) ? bean : pipeline.name());
			pipeline.tune((spec) -> new EntryTuning(property, entry, this.environment).apply(spec, pipeline.kinds()));
		}
		this.customizers.orderedStream().forEach((customizer) -> pipeline.tune(customizer::customize));
		register(bean, pipeline);
	}

	void remove(Pipeline pipeline) {
		this.registry.remove(pipeline);
	}

	private void register(String bean, Pipeline pipeline) {
		if (this.registry.find(pipeline.room(), pipeline.name()).isPresent()) {
			throw EntryMistakes.sameName(pipeline.name(), bean);
		}
		this.listeners.forEach(pipeline::addListener);
		this.registry.add(pipeline);
	}

	private String propertyOf(String name) {
		Map<String, String> keys = ConfiguredKeys.under(PipelineDefinitions.PROPERTY, this.environment);
		return PipelineDefinitions.PROPERTY + "." + keys.getOrDefault(Spelling.uniform(name), name);
	}

}
