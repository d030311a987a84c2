package io.heddle.autoconfigure.pipeline;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.registry.RegisteringPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.pipeline.DeadLetters;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of pipelines: those that the properties describe and those that are
 * beans.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PipelineProperties.class)
public final class PipelineAutoConfiguration {

	private static final String ASSEMBLER = "heddlePipelineAssembler";

	@Bean
	static PipelineDefinitions heddlePipelineDefinitions(Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new PipelineDefinitions(environment, ASSEMBLER, beans);
	}

	@Bean
	static RegisteringPostProcessor<Pipeline> heddlePipelinePostProcessor(ConfigurableListableBeanFactory beans,
			ObjectProvider<PipelineTuning> tuning) {
		return new RegisteringPostProcessor<>(Pipeline.class, beans, tuning);
	}

	@Bean
	static LazyInitializationExcludeFilter heddlePipelineLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(Pipeline.class);
	}

	@Bean(ASSEMBLER)
	PipelineAssembler heddlePipelineAssembler(PipelineProperties properties, DeadLetters deadLetters,
			ObjectProvider<FatalErrorHandler> fatalErrors, Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new PipelineAssembler(properties, deadLetters, fatalErrors.getIfAvailable(FatalErrorHandler::logging),
				environment, beans);
	}

	@Bean
	PipelineTuning heddlePipelineTuning(PipelineProperties properties, Environment environment, Registry registry,
			ObjectProvider<PipelineCustomizer> customizers, ObjectProvider<PipelineListener> listeners) {
		return new PipelineTuning(properties, environment, registry, customizers, listeners.orderedStream().toList());
	}

	@Bean
	PipelineEvents heddlePipelineEvents(ApplicationContext context) {
		return new PipelineEvents(context);
	}

	@Bean
	PipelineExitCode heddlePipelineExitCode(Registry registry) {
		return new PipelineExitCode(registry);
	}

	@Bean
	@ConditionalOnNotWebApplication
	FailureExit heddleFailureExit(ApplicationContext context) {
		return new FailureExit(context);
	}

	@Bean
	@ConditionalOnMissingBean
	DeadLetters deadLetters(PipelineProperties properties) {
		int capacity = properties.deadLetters().capacity();
		if (capacity < 1) {
			throw ValueMistakes.invalidValue("heddle.dead-letters.capacity", capacity, "at least 1");
		}
		return DeadLetters.inMemory(capacity);
	}

}
