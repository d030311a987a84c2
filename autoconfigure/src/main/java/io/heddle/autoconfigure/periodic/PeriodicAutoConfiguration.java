package io.heddle.autoconfigure.periodic;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.annotation.PeriodicPostProcessor;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.PeriodicScheduler;
import io.heddle.periodic.ThreadedObject;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of periodic objects and crontabs: those that are beans, and those of
 * methods that are {@link io.heddle.periodic.Periodic}.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PeriodicProperties.class)
public final class PeriodicAutoConfiguration {

	@Bean
	static PeriodicBeanPostProcessor heddlePeriodicBeanPostProcessor(ConfigurableListableBeanFactory beans,
			ObjectProvider<PeriodicObjects> objects) {
		return new PeriodicBeanPostProcessor(beans, objects);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static PeriodicPostProcessor heddlePeriodicPostProcessor(ObjectProvider<PeriodicObjects> objects) {
		return new PeriodicPostProcessor(objects::getObject);
	}

	@Bean
	static LazyInitializationExcludeFilter heddlePeriodicLazyInitializationExcludeFilter() {
		return (name, definition, type) -> type == ThreadedObject.class || type == CronTab.class
				|| PeriodicPostProcessor.isPeriodic(type);
	}

	@Bean
	@ConditionalOnMissingBean
	PeriodicScheduler periodicScheduler(PeriodicProperties properties, Environment environment) {
		ThreadMode mode = properties.scheduler().mode();
		if (mode == null) {
			mode = Threading.VIRTUAL.isActive(environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		}
		String property = PeriodicEntries.SCHEDULER;
		if (!ThreadSource.isSupported(mode)) {
			throw ValueMistakes.noVirtualThreads(property + ".mode", Runtime.version().feature());
		}
		Integer given = properties.scheduler().maxThreads();
		int max = (given != null) ? given : PeriodicScheduler.defaultMaxThreads(mode);
		if (max < 1) {
			throw ValueMistakes.invalidValue(property + ".max-threads", max, "at least 1");
		}
		return new PeriodicScheduler("heddle-periodic", ThreadSource.of(mode), max);
	}

	@Bean
	PeriodicEntries heddlePeriodicEntries(PeriodicProperties properties, Environment environment) {
		return new PeriodicEntries(properties, environment);
	}

	@Bean
	PeriodicObjects heddlePeriodicObjects(PeriodicEntries entries, Registry registry, HeddleLifecycle lifecycle,
			PeriodicParts parts) {
		return new PeriodicObjects(entries, parts, registry, lifecycle);
	}

	@Bean
	PeriodicParts heddlePeriodicParts(ObjectProvider<PeriodicScheduler> scheduler,
			ObjectProvider<PeriodicCustomizer> customizers, ObjectProvider<FatalErrorHandler> fatalErrors) {
		return new PeriodicParts(scheduler, customizers, fatalErrors);
	}

	@Bean
	PeriodicEntriesCheck heddlePeriodicEntriesCheck(PeriodicEntries entries, Registry registry,
			ConfigurableListableBeanFactory beans, ObjectProvider<PeriodicPostProcessor> annotations) {
		return new PeriodicEntriesCheck(entries, registry, beans, annotations);
	}

}
