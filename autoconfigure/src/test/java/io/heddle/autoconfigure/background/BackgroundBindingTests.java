package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.Map;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.Overflow;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class BackgroundBindingTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class));

	@Test
	void bindsAllSettings() {
		this.runner
			.withPropertyValues("heddle.background.max-threads=3", "heddle.background.queue-capacity=0",
					"heddle.background.overflow=caller-runs", "heddle.background.mode=platform",
					"heddle.background.history=0", "heddle.background.keep-alive=0s")
			.run((context) -> assertThat(context.getBean(ThreadManager.class).spec()).isEqualTo(new ThreadManagerSpec(
					"threadManager", 3, 0, Overflow.CALLER_RUNS, ThreadMode.PLATFORM, 0, Duration.ZERO)));
	}

	@Test
	void namesAreTheSameInAnySpelling() {
		this.runner.withPropertyValues("heddle.background.managers.nightlyReports.max-threads=2")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(variables(Map.of("HEDDLE_BACKGROUND_MANAGERS_NIGHTLYREPORTS_QUEUECAPACITY", "5"))))
			.run((context) -> {
				ThreadManagerSpec spec = context.getBean("nightlyReports", ThreadManager.class).spec();
				assertThat(spec.maxThreads()).isEqualTo(2);
				assertThat(spec.queueCapacity()).isEqualTo(5);
				assertThat(context.getBeanNamesForType(ThreadManager.class)).hasSize(2);
			});
	}

	@Test
	void variablesMayHaveUnderscoresInSettings() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(variables(
						Map.of("HEDDLE_BACKGROUND_MAX_THREADS", "5", "HEDDLE_BACKGROUND_QUEUECAPACITY", "6"))))
			.run((context) -> {
				ThreadManagerSpec spec = context.getBean(ThreadManager.class).spec();
				assertThat(spec.maxThreads()).isEqualTo(5);
				assertThat(spec.queueCapacity()).isEqualTo(6);
			});
	}

	private static SystemEnvironmentPropertySource variables(Map<String, Object> values) {
		return new SystemEnvironmentPropertySource("test-systemEnvironment", values);
	}

}
