package io.heddle.autoconfigure.generator;

import io.heddle.autoconfigure.context.ContextConfiguration;
import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.autoconfigure.registry.RegisteringPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.BackgroundGenerators;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of {@link BackgroundGenerators}, and of generators that are beans.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(GeneratorProperties.class)
@Import(ContextConfiguration.class)
public final class GeneratorAutoConfiguration {

	@Bean
	static RegisteringPostProcessor<BackgroundGenerator<?>> heddleGeneratorPostProcessor(
			ConfigurableListableBeanFactory beans, ObjectProvider<GeneratorRegister> register) {
		return new RegisteringPostProcessor<>(BackgroundGenerator.class, beans, register);
	}

	@Bean
	GeneratorRegister heddleGeneratorRegister(Registry registry) {
		return new GeneratorRegister(registry);
	}

	@Bean
	static LazyInitializationExcludeFilter heddleGeneratorLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(GeneratorTuning.class);
	}

	@Bean
	GeneratorTuning heddleGeneratorTuning(GeneratorProperties properties,
			ObjectProvider<GeneratorCustomizer> customizers, Environment environment) {
		ThreadMode mode = Threading.VIRTUAL.isActive(environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		return new GeneratorTuning(properties, customizers, mode, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	BackgroundGenerators backgroundGenerators(GeneratorTuning tuning, TravellingContext context, Registry registry) {
		return new BackgroundGenerators(tuning::apply, context.forThreads(), registry::add, registry::remove);
	}

}
