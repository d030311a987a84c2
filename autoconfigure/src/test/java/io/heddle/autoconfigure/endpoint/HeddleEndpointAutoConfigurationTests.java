package io.heddle.autoconfigure.endpoint;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class HeddleEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(RegistryAutoConfiguration.class, HeddleEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=heddle");

	@Test
	void isThereWhenItIsExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(HeddleEndpoint.class));
	}

	@Test
	void theWebHasItsOwnViewOfIt() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(HeddleEndpointWebExtension.class));
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.include=heddle", "spring.jmx.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(HeddleEndpoint.class)
				.doesNotHaveBean(HeddleEndpointWebExtension.class));
	}

	@Test
	void isNotThereWhenItIsNotExposed() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HeddleEndpoint.class));
	}

	@Test
	void isOffByItsAccess() {
		this.exposed.withPropertyValues("management.endpoint.heddle.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(HeddleEndpoint.class));
	}

	@Test
	void isOffWithEverythingElse() {
		this.exposed.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HeddleEndpoint.class));
	}

	@Test
	void backsOffWithoutActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HeddleEndpoint.class));
	}

	@Test
	void backsOffBeforeAnotherOne() {
		this.exposed.withBean("own", HeddleEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(HeddleEndpoint.class).hasBean("own"));
	}

}
