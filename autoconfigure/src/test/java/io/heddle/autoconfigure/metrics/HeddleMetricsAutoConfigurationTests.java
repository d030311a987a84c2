package io.heddle.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;

import io.heddle.autoconfigure.pipeline.Collector;
import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class HeddleMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PipelineAutoConfiguration.class,
				HeddleMetricsAutoConfiguration.class))
		.withBean("numbers", Numbers.class)
		.withBean("collector", Collector.class)
		.withPropertyValues("heddle.pipeline.census.flow=numbers,collector");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ApplicationContextRunner metered = this.runner.withBean(MeterRegistry.class, () -> this.meters,
			(definition) -> definition.setDestroyMethodName(""));

	@Test
	void pipelinesHaveMeters() {
		this.metered.run((context) -> {
			assertThat(context.getBean(Pipeline.class).awaitEnd(Duration.ofSeconds(20))).isTrue();
			assertThat(names()).isNotEmpty().allMatch((name) -> name.startsWith("heddle.pipeline."));
			assertThat(this.meters.get("heddle.pipeline.items")
				.tags("pipeline", "census", "stage", "collector", "outcome", "passed")
				.functionCounter()
				.count()).isEqualTo(10);
		});
	}

	@Test
	void theMetersGoWithTheirContext() {
		this.metered.run((context) -> assertThat(names()).isNotEmpty());
		assertThat(names()).isEmpty();
	}

	@Test
	void aRestartDoublesNoMeter() {
		this.metered.run((context) -> {
			List<String> before = names();
			context.getSourceApplicationContext().restart();
			assertThat(names()).containsExactlyInAnyOrderElementsOf(before);
		});
	}

	@Test
	void twoContextsShareARegistry() {
		this.metered.run((one) -> {
			List<String> before = names();
			this.metered.run((two) -> assertThat(names()).containsExactlyInAnyOrderElementsOf(before));
			assertThat(names()).containsExactlyInAnyOrderElementsOf(before);
		});
	}

	@Test
	void metersFollowTheRegistry() {
		this.metered.run((context) -> {
			context.getBean(Registry.class).remove(context.getBean(Pipeline.class));
			assertThat(names()).isEmpty();
		});
	}

	@Test
	void lazyContextsHaveMetersToo() {
		this.metered
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(names()).isNotEmpty());
	}

	@Test
	void usesTheRegistryOfBoot() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("heddle.pipeline.items").meters())
				.isNotEmpty());
	}

	@Test
	void backsOffWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RegisteredMeters.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("heddleMeters"));
	}

	@Test
	void isOffWithEverythingElse() {
		this.metered.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RegisteredMeters.class));
	}

	private List<String> names() {
		return this.meters.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();
	}

}
