package io.heddle.autoconfigure.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Registers a bean definition for each pipeline that the properties describe; nothing is
 * instantiated. It is the last to look at the bean definitions, so that it sees those of
 * other auto-configurations too.
 */
final class PipelineDefinitions implements BeanDefinitionRegistryPostProcessor, SmartInitializingSingleton {

	static final String PROPERTY = "heddle.pipeline";

	private static final String DEFAULT_NAME = "default";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private static final Logger logger = LoggerFactory.getLogger(PipelineDefinitions.class);

	private final Environment environment;

	private final String assembler;

	private final List<String> undecided = new ArrayList<>();

	private final ConfigurableListableBeanFactory beans;

	PipelineDefinitions(Environment environment, String assembler, ConfigurableListableBeanFactory beans) {
		this.environment = environment;
		this.assembler = assembler;
		this.beans = beans;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (AotDetector.useGeneratedArtifacts()) {
			return;
		}
		List<String> pipelines = List.of(this.beans.getBeanNamesForType(Pipeline.class, true, false));
		Map<String, String> names = ConfiguredKeys.under(PROPERTY, this.environment);
		if (names.isEmpty() && pipelines.isEmpty()) {
			registerDefault(registry);
		}
		names.forEach((uniform, name) -> decide(registry, uniform, name, pipelines));
	}

	private void registerDefault(BeanDefinitionRegistry registry) {
		StageBeans stages = StageBeans.in(this.beans);
		if (stages.isClear()) {
			register(registry, DEFAULT_NAME);
		}
		else if (!stages.frontends().isEmpty()) {
			logger.info("No pipeline is configured, and the Frontend beans {} do not tell one: set '{}.<name>.flow'",
					stages.frontends(), PROPERTY);
		}
	}

	private void decide(BeanDefinitionRegistry registry, String uniform, String name, List<String> pipelines) {
		if (!NAME.matcher(name).matches()) {
			throw EntryMistakes.invalidName(PROPERTY, name);
		}
		boolean flow = hasFlow(uniform);
		List<String> same = Spelling.matches(name, pipelines);
		if (!same.isEmpty()) {
			if (flow) {
				throw EntryMistakes.flowAndBean(name, same.get(0));
			}
		}
		else if (flow || pipelines.isEmpty()) {
			requireSpelled(uniform, name, flow);
			register(registry, name);
		}
		else {
			this.undecided.add(name);
		}
	}

	/**
	 * A variable overrides values; a pipeline that nothing else knows is a mistake in it.
	 */
	private void requireSpelled(String uniform, String name, boolean flow) {
		Map<String, String> spelled = ConfiguredKeys.spelledUnder(PROPERTY, this.environment);
		if (!flow && !spelled.containsKey(uniform) && !name.equals(DEFAULT_NAME)) {
			throw EntryMistakes.onlyInVariable(name, spelled.values());
		}
	}

	private boolean hasFlow(String uniform) {
		return Binder.get(this.environment)
			.bind(PROPERTY + "." + uniform + ".flow", Bindable.listOf(String.class))
			.map((flow) -> !flow.isEmpty())
			.orElse(false);
	}

	private void register(BeanDefinitionRegistry registry, String name) {
		if (registry.isBeanNameInUse(name)) {
			Class<?> type = this.beans.getType(name, false);
			throw EntryMistakes.nameTaken(name, name, (type != null) ? type.getName() : "unknown");
		}
		RootBeanDefinition definition = new RootBeanDefinition(Pipeline.class);
		definition.setFactoryBeanName(this.assembler);
		definition.setFactoryMethodName("assemble");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setLazyInit(false);
		registry.registerBeanDefinition(name, definition);
	}

	/**
	 * Entries that tune no bean by its bean name must do so by its name as a pipeline.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		List<String> pipelines = this.beans.getBean(Registry.class)
			.list()
			.stream()
			.filter((activity) -> activity.room().equals(Pipeline.ROOM))
			.map(Pipeline.class::cast)
			.map(Pipeline::name)
			.toList();
		for (String name : this.undecided) {
			if (Spelling.matches(name, pipelines).isEmpty()) {
				throw EntryMistakes.tunesNothing(name, pipelines);
			}
		}
	}

}
