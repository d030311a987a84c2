package io.heddle.autoconfigure.health;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.registry.Registry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of everything that runs.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnClass({ Health.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("heddle")
@ConditionalOnBean(Registry.class)
public final class HeddleHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "heddleHealthIndicator", "heddleHealthContributor" })
	HeddleHealthIndicator heddleHealthIndicator(Registry registry) {
		return new HeddleHealthIndicator(registry);
	}

}
