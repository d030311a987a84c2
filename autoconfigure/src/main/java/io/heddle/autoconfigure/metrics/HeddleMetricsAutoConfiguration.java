package io.heddle.autoconfigure.metrics;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of everything that runs.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBean(Registry.class)
public final class HeddleMetricsAutoConfiguration {

	@Bean
	static LazyInitializationExcludeFilter heddleMetersLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(RegisteredMeters.class);
	}

	@Bean
	RegisteredMeters heddleMeters(Registry registry, MeterRegistry meters) {
		return new RegisteredMeters(registry, meters);
	}

}
