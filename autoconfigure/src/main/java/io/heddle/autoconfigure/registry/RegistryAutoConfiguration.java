package io.heddle.autoconfigure.registry;

import java.time.Duration;

import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import io.heddle.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link Registry} and its {@link HeddleLifecycle}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ShutdownProperties.class)
public final class RegistryAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(RegistryAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Registry heddleRegistry() {
		return new Registry();
	}

	@Bean
	@ConditionalOnMissingBean
	HeddleLifecycle heddleLifecycle(Registry registry, ShutdownProperties properties, Environment environment) {
		warnIfCutOff(properties.timeout(), environment);
		return new HeddleLifecycle(registry, properties.timeout(), Ticker.system());
	}

	private static void warnIfCutOff(Duration timeout, Environment environment) {
		Duration phase = Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElseGet(() -> new LifecycleProperties().getTimeoutPerShutdownPhase());
		if (timeout.compareTo(phase) >= 0) {
			logger.warn(
					"'heddle.shutdown.timeout' ({}) is not less than 'spring.lifecycle.timeout-per-shutdown-phase' "
							+ "({}): Spring goes on before everything is drained, so lower the one or raise the other",
					timeout, phase);
		}
	}

}
