package io.heddle.autoconfigure.pipeline;

import io.heddle.autoconfigure.metrics.HeddleMetricsAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.Pipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/**
 * An application that is closed while its pipeline runs.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RegistryAutoConfiguration.class, PipelineAutoConfiguration.class,
		HeddleMetricsAutoConfiguration.class })
public class RestartedApplication {

	/** Starts it and closes it again. */
	public static void runAndClose() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RestartedApplication.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--heddle.pipeline.census.flow=endless,nowhere", "--spring.main.banner-mode=off")) {
			Assert.state(context.getBean(Pipeline.class).getState().isActive(), "It should run");
		}
	}

	@Bean
	Endless endless() {
		return new Endless();
	}

	@Bean
	PipelineLifecycleTests.Nowhere nowhere() {
		return new PipelineLifecycleTests.Nowhere();
	}

	@Bean
	MeterRegistry meters() {
		return new SimpleMeterRegistry();
	}

}
