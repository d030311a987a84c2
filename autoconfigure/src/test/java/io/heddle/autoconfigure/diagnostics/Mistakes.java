package io.heddle.autoconfigure.diagnostics;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told when their application does not start.
 */
final class Mistakes {

	private Mistakes() {
	}

	/** Starts an application with those properties, which must not start. */
	static void assertMistake(ApplicationContextRunner runner, String description, String action,
			String... properties) {
		runner.withPropertyValues(properties).run((context) -> {
			FailureAnalysis analysis = analysisOf(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualTo(description);
			assertThat(analysis.getAction()).isEqualTo(action);
		});
	}

	static FailureAnalysis analysisOf(@Nullable Throwable failure) {
		assertThat(failure).as("failure to start").isNotNull();
		FailureAnalysis analysis = new StartupMistakeFailureAnalyzer().analyze(Objects.requireNonNull(failure));
		return Objects.requireNonNull(analysis, () -> "No analysis of " + failure);
	}

	/** An application for which an environment variable is set. */
	static ApplicationContextRunner withVariable(ApplicationContextRunner runner, String variable, String value) {
		return runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, value))));
	}

}
