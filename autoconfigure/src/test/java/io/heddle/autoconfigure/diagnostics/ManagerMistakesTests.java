package io.heddle.autoconfigure.diagnostics;

import io.heddle.autoconfigure.background.BackgroundAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.heddle.autoconfigure.diagnostics.Mistakes.analysisOf;
import static io.heddle.autoconfigure.diagnostics.Mistakes.assertMistake;
import static io.heddle.autoconfigure.diagnostics.Mistakes.withVariable;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told about their thread managers, word by word. No validator is there,
 * so that it is our own checks that speak.
 */
class ManagerMistakesTests {

	private final ApplicationContextRunner validated = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.validated
		.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-threads | 0 | from 1 to 4194304 | 0
			max-threads | 4194305 | from 1 to 4194304 | 4194305
			managers.reports.max-threads | 0 | from 1 to 4194304 | 0
			queue-capacity | -1 | from 0 to 4194304 | -1
			managers.reports.queue-capacity | -1 | from 0 to 4194304 | -1
			history | -1 | from 0 to 4194304 | -1
			keep-alive | -1s | 0 or more | PT-1S
			managers.reports.keep-alive | -1s | 0 or more | PT-1S
			""")
	void valueOutOfItsRange(String setting, String value, String requirement, String shown) {
		String property = "heddle.background." + setting;
		assertMistake(this.runner, "'%s' must be %s but was %s.".formatted(property, requirement, shown),
				"Set '%s' to a value that is %s, or remove it.".formatted(property, requirement),
				property + "=" + value);
	}

	@ParameterizedTest
	@CsvSource({ "max-threads,0", "queue-capacity,-1", "history,-1", "managers.reports.max-threads,0" })
	void aValidatorSpeaksWhereThereIsOne(String setting, String value) {
		this.validated.withPropertyValues("heddle.background.%s=%s".formatted(setting, value))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(BindValidationException.class));
	}

	@ParameterizedTest
	@CsvSource({ "mode", "managers.reports.mode" })
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsOnAnOldJdk(String setting) {
		String property = "heddle.background." + setting;
		assertMistake(this.runner,
				"'%s' is 'virtual', but virtual threads need Java 21 or newer and this is Java %d.".formatted(property,
						Runtime.version().feature()),
				"Set '%s' to 'platform', or run the application on a newer Java.".formatted(property),
				property + "=virtual");
	}

	@Test
	void unknownSetting() {
		assertMistake(this.runner, "There is no setting 'heddle.background.max-thread'.",
				"Did you mean 'max-threads'? The settings of 'heddle.background' are [max-threads, queue-capacity, "
						+ "overflow, mode, history, keep-alive, managers].",
				"heddle.background.max-thread=3");
	}

	@Test
	void unknownSettingOfAManager() {
		assertMistake(this.runner, "There is no setting 'heddle.background.managers.reports.queue-size'.",
				"The settings of 'heddle.background.managers.reports' are [max-threads, queue-capacity, overflow, mode, "
						+ "history, keep-alive].",
				"heddle.background.managers.reports.queue-size=3");
	}

	@Test
	void twoSpellingsOfAName() {
		this.runner
			.withPropertyValues("heddle.background.managers.reports.max-threads=2",
					"heddle.background.managers.Reports.history=2")
			.run((context) -> assertThat(analysisOf(context.getStartupFailure()).getDescription())
				.contains("are the same name in two spellings"));
	}

	@Test
	void nameOfAnotherBean() {
		assertMistake(this.runner.withBean("reports", String.class, () -> "text"),
				"Thread manager 'reports' of 'heddle.background.managers.reports' cannot become a bean: there is a bean "
						+ "'reports' of type java.lang.String.",
				"Give the entry under 'heddle.background.managers' or the bean another name.",
				"heddle.background.managers.reports.max-threads=3");
	}

	@Test
	void nameOfAManagerOfTheUser() {
		assertMistake(this.runner.withBean("nightlyReports", ThreadManager.class, () -> named("nightlyReports")),
				"'heddle.background.managers.nightly-reports' is set, but there is a ThreadManager bean 'nightlyReports' "
						+ "already.",
				"Give the entry another name, or remove it: the settings of the default manager stand directly under "
						+ "'heddle.background', those of a bean of yours in your code.",
				"heddle.background.managers.nightly-reports.max-threads=3");
	}

	@Test
	void nameOfTheDefaultManager() {
		assertMistake(this.runner,
				"'heddle.background.managers.thread-manager' is set, but there is a ThreadManager bean 'threadManager' "
						+ "already.",
				"Give the entry another name, or remove it: the settings of the default manager stand directly under "
						+ "'heddle.background', those of a bean of yours in your code.",
				"heddle.background.managers.thread-manager.max-threads=3");
	}

	@Test
	void anotherBeanInPlaceOfTheDefaultManager() {
		assertMistake(this.runner.withBean("threadManager", String.class, () -> "text"),
				"The default thread manager cannot become a bean: there is a bean 'threadManager' of type "
						+ "java.lang.String.",
				"Give that bean another name; only a ThreadManager may have this one.");
	}

	@Test
	void twoManagersOfOneName() {
		assertMistake(this.runner.withBean("mails", ThreadManager.class, () -> ThreadManager.builder().build()),
				"The beans 'mails' and 'threadManager' are two thread managers that are both named 'threadManager'.",
				"Pass to ThreadManager.builder().name(..) the name of the bean.");
	}

	@Test
	void nameThatCannotBeAKey() {
		assertMistake(this.runner, "The name 'a b' under 'heddle.background.managers' cannot be used.",
				"Choose a name of letters, digits, dashes and underscores, without dots.",
				"heddle.background.managers[a b].max-threads=3");
	}

	@Test
	void managerThatOnlyAVariableKnows() {
		ApplicationContextRunner withVariable = withVariable(this.runner,
				"HEDDLE_BACKGROUND_MANAGERS_REPORT_MAXTHREADS", "8");
		assertMistake(withVariable,
				"An environment variable sets something of thread manager 'report', but there is no entry of that name.",
				"Did you mean 'reports'? The entries under 'heddle.background.managers' are [reports]: correct the "
						+ "variable, or unset it. A name has no underscore in a variable: "
						+ "HEDDLE_BACKGROUND_MANAGERS_NIGHTLYREPORTS_… is for 'nightly-reports'.",
				"heddle.background.managers.reports.max-threads=3");
	}

	private static ThreadManager named(String name) {
		return ThreadManager.builder().name(name).build();
	}

}
