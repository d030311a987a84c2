package io.heddle.autoconfigure.background;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.context.ContextConfiguration;
import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.autoconfigure.registry.RegisteringPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.autoconfigure.registry.ShutdownProperties;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.registry.Registry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of thread managers: the default one, those that the properties
 * describe and those that are beans.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BackgroundProperties.class)
@Import(ContextConfiguration.class)
public final class BackgroundAutoConfiguration {

	private static final String ASSEMBLER = "heddleManagerAssembler";

	@Bean
	static ThreadManagerDefinitions heddleThreadManagerDefinitions(Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new ThreadManagerDefinitions(environment, ASSEMBLER, beans);
	}

	@Bean
	static RegisteringPostProcessor<ThreadManager> heddleThreadManagerPostProcessor(
			ConfigurableListableBeanFactory beans, ObjectProvider<ManagerRegister> register) {
		return new RegisteringPostProcessor<>(ThreadManager.class, beans, register);
	}

	@Bean
	static LazyInitializationExcludeFilter heddleThreadManagerLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ThreadManager.class);
	}

	@Bean
	ManagerRegister heddleManagerRegister(Registry registry, ConfigurableApplicationContext context,
			ShutdownProperties shutdown) {
		return new ManagerRegister(registry, context, shutdown.timeout());
	}

	@Bean(ASSEMBLER)
	ManagerAssembler heddleManagerAssembler(BackgroundProperties properties, Environment environment,
			ManagerParts parts) {
		return new ManagerAssembler(properties, environment, parts);
	}

	@Bean
	ManagerParts heddleManagerParts(ObjectProvider<ThreadManagerCustomizer> customizers, TravellingContext context,
			ObjectProvider<FatalErrorHandler> fatalErrors, ObjectProvider<TaskObservations> observations) {
		return new ManagerParts(customizers, context, fatalErrors, observations);
	}

	/** The lifecycle stops it. */
	@Bean(destroyMethod = "")
	@Primary
	@ConditionalOnMissingBean(name = ThreadManagerSpec.DEFAULT_NAME)
	ThreadManager threadManager(ManagerAssembler assembler) {
		return assembler.assembleDefault();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	static class ObservationConfiguration {

		@Bean
		TaskObservations heddleTaskObservations(ObservationRegistry registry) {
			return new TaskObservations(registry);
		}

	}

}
