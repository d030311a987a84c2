package io.heddle.autoconfigure.diagnostics;

import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The analyzer as an application finds it.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@Test
	void aMistakeIsShownWithoutAStackTrace(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--heddle.pipeline.census.flow=numbrs"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Description:\n\nPipeline 'census' has no stage bean 'numbrs'.\n")
			.contains("Action:\n\nDid you mean 'numbers'? Set 'heddle.pipeline.census.flow' to names of stage beans "
					+ "[numbers] or full names of classes.\n")
			.doesNotContain("\tat ");
	}

	@Test
	void aMistakeInARecordOfPropertiesIsShownToo(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--heddle.shutdown.timeout=-1s"));
		assertThat(output).contains("Description:\n\n'heddle.shutdown.timeout' must be 0 or more but was PT-1S.\n");
	}

	@Test
	void aValidatorNamesThePropertyToo(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--heddle.pipeline.census.flow=numbers",
				"--heddle.pipeline.census.stages.numbers.threads=0"));
		assertThat(output).contains("Property: heddle.pipeline[census].stages[numbers].threads")
			.contains("Value: \"0\"")
			.contains("Reason: must be greater than or equal to 1");
	}

	private static void start(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RegistryAutoConfiguration.class, PipelineAutoConfiguration.class })
	static class Application {

		@Bean
		Numbers numbers() {
			return new Numbers();
		}

	}

}
