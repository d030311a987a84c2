package io.heddle.autoconfigure.endpoint;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.registry.Registry;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link HeddleEndpoint}.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(HeddleEndpoint.class)
@ConditionalOnBean(Registry.class)
@EnableConfigurationProperties(HeddleEndpointProperties.class)
public final class HeddleEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HeddleEndpoint heddleEndpoint(Registry registry, HeddleEndpointProperties properties) {
		return new HeddleEndpoint(registry, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(HeddleEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	HeddleEndpointWebExtension heddleEndpointWebExtension(HeddleEndpoint endpoint,
			HeddleEndpointProperties properties) {
		return new HeddleEndpointWebExtension(endpoint, properties);
	}

}
