package io.heddle.autoconfigure.diagnostics;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.autoconfigure.worker.WorkerAutoConfiguration;
import io.heddle.worker.WorkerPool;
import io.heddle.worker.WorkerThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.heddle.autoconfigure.diagnostics.Mistakes.assertMistake;
import static io.heddle.autoconfigure.diagnostics.Mistakes.withVariable;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told about their workers, word by word. No validator is there, so that
 * it is our own checks that speak.
 */
class WorkerMistakesTests {

	private final ApplicationContextRunner validated = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, WorkerAutoConfiguration.class))
		.withPropertyValues("heddle.worker.parser.mode=thread");

	private final ApplicationContextRunner runner = this.validated
		.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			count | 0 | from 1 to 1000 | 0
			count | 1001 | from 1 to 1000 | 1001
			heap | 1MB | 0 or at least 8388608B | 1048576B
			task-timeout | -1s | 0 or more | PT-1S
			max-tasks-per-child | -1 | at least 0 | -1
			restart-backoff | 0s | at least 1 ms | PT0S
			queue-capacity | 0 | at least 1 | 0
			max-frame-size | 1B | from 1024B to 1073741824B | 1B
			allowed-types | com.acme* | names of classes, or of packages followed by '.*' or '.**' | com.acme*
			""", quoteCharacter = '"')
	void valueOutOfItsRange(String setting, String value, String requirement, String shown) {
		String property = "heddle.worker.parser." + setting;
		assertMistake(this.runner, "'%s' must be %s but was %s.".formatted(property, requirement, shown),
				"Set '%s' to a value that is %s, or remove it.".formatted(property, requirement),
				property + "=" + value);
	}

	@Test
	void aValidatorSpeaksWhereThereIsOne() {
		this.validated.withPropertyValues("heddle.worker.parser.count=0")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(BindValidationException.class));
	}

	@Test
	void unknownSetting() {
		assertMistake(this.runner, "There is no setting 'heddle.worker.parser.cuont'.",
				"Did you mean 'count'? The settings of 'heddle.worker.parser' are [mode, count, heap, task-timeout, "
						+ "max-tasks-per-child, restart-backoff, queue-capacity, max-frame-size, jvm-args, allowed-types, "
						+ "environment, start].",
				"heddle.worker.parser.cuont=3");
	}

	@Test
	void aNameThatCannotBeUsed() {
		assertMistake(this.runner, "The name 'a b' under 'heddle.worker' cannot be used.",
				"Choose a name of letters, digits, dashes and underscores, without dots.",
				"heddle.worker[a b].count=1");
	}

	@Test
	void theNameOfABeanOfAnotherType() {
		assertMistake(this.runner.withBean("parser", WorkerThread.class, () -> new WorkerThread<>("parser")),
				"Worker 'parser' of 'heddle.worker.parser' cannot become a bean: there is a bean 'parser' of type "
						+ "io.heddle.worker.WorkerThread.",
				"Give the entry under 'heddle.worker' or the bean another name; an entry tunes beans of type WorkerProcess only.");
	}

	@Test
	void twoWorkersOfOneName() {
		assertMistake(
				this.runner.withBean("one", WorkerThread.class, () -> new WorkerThread<>("same"))
					.withBean("other", WorkerPool.class, () -> WorkerPool.builder("same").build()),
				"The beans 'one' and 'other' are two workers that are both named 'same'.",
				"Give the worker, where it is made, the name of its bean.");
	}

	@Test
	void aVariableForAWorkerThatThereIsNot() {
		assertMistake(withVariable(this.runner, "HEDDLE_WORKER_PARSSER_COUNT", "2"),
				"An environment variable sets something of worker 'parsser', but there is no entry and no WorkerProcess "
						+ "bean of that name.",
				"Did you mean 'parser'? The entries under 'heddle.worker' are [parser]: correct the variable, or unset it. "
						+ "A name has no underscore in a variable: HEDDLE_WORKER_NATIVEPARSER_… is for 'native-parser'.");
	}

	@Test
	void aVariableForAVariable() {
		assertMistake(withVariable(this.runner, "HEDDLE_WORKER_PARSER_ENVIRONMENT_HOME", "2"),
				"An environment variable sets a variable of the children of worker 'parser', whose name it cannot spell.",
				"Set 'heddle.worker.parser.environment' in a file, with a placeholder if its value is in a variable.");
	}

}
