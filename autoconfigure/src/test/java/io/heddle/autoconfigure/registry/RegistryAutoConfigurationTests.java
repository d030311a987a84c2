package io.heddle.autoconfigure.registry;

import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RegistryAutoConfigurationTests {

	private static final String WARNING = "is not less than 'spring.lifecycle.timeout-per-shutdown-phase'";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class));

	@Test
	void makesTheRegistryAndItsLifecycle(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Registry.class).hasSingleBean(HeddleLifecycle.class);
			assertThat(context.getBean(HeddleLifecycle.class).isRunning()).isTrue();
			assertThat(context.getBean(ShutdownProperties.class).timeout()).isEqualTo(HeddleLifecycle.DEFAULT_TIMEOUT);
			assertThat(output).doesNotContain(WARNING);
		});
	}

	@Test
	void isOffByProperty() {
		this.runner.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Registry.class)
				.doesNotHaveBean(HeddleLifecycle.class));
	}

	@Test
	void backsOff() {
		Registry own = new Registry();
		this.runner.withBean(Registry.class, () -> own)
			.run((context) -> assertThat(context.getBean(Registry.class)).isSameAs(own));
	}

	@Test
	void warnsWhenSpringGoesOnBeforeEverythingIsDrained(CapturedOutput output) {
		this.runner.withPropertyValues("heddle.shutdown.timeout=30s")
			.run((context) -> assertThat(output).contains(
					"'heddle.shutdown.timeout' (PT30S) " + WARNING + " (PT30S): Spring goes on before everything is "
							+ "drained, so lower the one or raise the other"));
	}

	@Test
	void comparesWithThePhaseThatIsSet(CapturedOutput output) {
		this.runner.withPropertyValues("heddle.shutdown.timeout=30s", "spring.lifecycle.timeout-per-shutdown-phase=31s")
			.run((context) -> assertThat(output).doesNotContain(WARNING));
	}

}
