package io.heddle.autoconfigure.diagnostics;

import java.time.Duration;

import io.heddle.annotation.PeriodicMistakeException;
import io.heddle.autoconfigure.periodic.PeriodicAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.Periodic;
import io.heddle.periodic.ThreadedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static io.heddle.autoconfigure.diagnostics.Mistakes.analysisOf;
import static io.heddle.autoconfigure.diagnostics.Mistakes.assertMistake;
import static io.heddle.autoconfigure.diagnostics.Mistakes.withVariable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What people are told about their periodic objects, word by word. No validator is there,
 * so that it is our own checks that speak.
 */
@ExtendWith(OutputCaptureExtension.class)
class PeriodicMistakesTests {

	private final ApplicationContextRunner validated = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PeriodicAutoConfiguration.class))
		.withBean("rescan", ThreadedObject.class,
				() -> ThreadedObject.builder("rescan").period(Duration.ofHours(1)).build());

	private final ApplicationContextRunner runner = this.validated
		.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"));

	private final ApplicationContextRunner withCrontab = this.runner.withBean("nightly", CronTab.class,
			() -> new CronTab("0 3 * * *", () -> 1));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			periodic.rescan.period | 0s | more than 0 | PT0S
			periodic.rescan.period | -1s | more than 0 | PT-1S
			periodic.rescan.min-wait | -1s | 0 or more | PT-1S
			periodic.rescan.threads | 0 | from 1 to 10000 | 0
			periodic.rescan.threads | 10001 | from 1 to 10000 | 10001
			periodic.rescan.first | -1 | 0 or more | -1
			periodic.rescan.grace | -0.5 | 0 or more | -0.5
			scheduler.max-threads | 0 | at least 1 | 0
			""")
	void valueOutOfItsRange(String setting, String value, String requirement, String shown) {
		String property = "heddle." + setting;
		assertMistake(this.runner, "'%s' must be %s but was %s.".formatted(property, requirement, shown),
				"Set '%s' to a value that is %s, or remove it.".formatted(property, requirement),
				property + "=" + value);
	}

	@ParameterizedTest
	@CsvSource({ "periodic.rescan.threads,0", "periodic.rescan.first,-1", "periodic.rescan.grace,-1",
			"scheduler.max-threads,0" })
	void aValidatorSpeaksWhereThereIsOne(String setting, String value) {
		this.validated.withPropertyValues("heddle.%s=%s".formatted(setting, value))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(BindValidationException.class));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsOnAnOldJdk() {
		assertMistake(this.runner,
				"'heddle.scheduler.mode' is 'virtual', but virtual threads need Java 21 or newer and this is Java %d."
					.formatted(Runtime.version().feature()),
				"Set 'heddle.scheduler.mode' to 'platform', or run the application on a newer Java.",
				"heddle.scheduler.mode=virtual");
	}

	@Test
	void unknownSetting() {
		assertMistake(this.runner, "There is no setting 'heddle.periodic.rescan.perriod'.",
				"Did you mean 'period'? The settings of 'heddle.periodic.rescan' are [period, min-wait, threads, first, "
						+ "start, mode, cron, zone, catch-up, overlap, dedicated-thread, grace].",
				"heddle.periodic.rescan.perriod=3s");
	}

	@Test
	void unknownSettingOfTheScheduler() {
		assertMistake(this.runner, "There is no setting 'heddle.scheduler.threads'.",
				"The settings of 'heddle.scheduler' are [max-threads, mode].", "heddle.scheduler.threads=3");
	}

	@Test
	void unknownSettingOfCron() {
		assertMistake(this.runner, "There is no setting 'heddle.cron.allowshel'.",
				"Did you mean 'allow-shell'? The settings of 'heddle.cron' are [allow-shell].",
				"heddle.cron.allowshel=true");
	}

	@Test
	void twoSpellingsOfAName() {
		this.runner.withPropertyValues("heddle.periodic.rescan.period=3s", "heddle.periodic.re-scan.threads=2")
			.run((context) -> assertThat(analysisOf(context.getStartupFailure()).getDescription())
				.contains("are the same name in two spellings"));
	}

	@Test
	void nameThatCannotBeAKey() {
		assertMistake(this.runner, "The name 'a b' under 'heddle.periodic' cannot be used.",
				"Choose a name of letters, digits, dashes and underscores, without dots.",
				"heddle.periodic[a b].threads=3");
	}

	@Test
	void entryThatTunesNothing() {
		assertMistake(this.withCrontab.withBean("jobs", Jobs.class),
				"'heddle.periodic.rescam' is set, but there is no ThreadedObject, CronTab or @Periodic method of that "
						+ "name.",
				"Did you mean 'rescan'? The names are [jobs-scan, nightly, rescan]: rename or remove the entry.",
				"heddle.periodic.rescam.threads=3");
	}

	@Test
	void entryThatOnlyAVariableKnows() {
		ApplicationContextRunner withVariable = withVariable(this.runner, "HEDDLE_PERIODIC_RESCAM_THREADS", "8");
		assertMistake(withVariable,
				"An environment variable sets something of periodic object 'rescam', but there is none of that name.",
				"Did you mean 'rescan'? The names are [rescan]: correct the variable, or unset it. A name has no "
						+ "underscore in a variable: HEDDLE_PERIODIC_NIGHTLYREPORT_… is for 'nightly-report'.");
	}

	@Test
	void aVariableOverridesAValue() {
		withVariable(this.runner, "HEDDLE_PERIODIC_RESCAN_MINWAIT", "8s")
			.withPropertyValues("heddle.periodic.rescan.min-wait=1s", "heddle.periodic.rescan.threads=2")
			.run((context) -> assertThat(context.getBean(ThreadedObject.class).spec())
				.satisfies((spec) -> assertThat(spec.minWait()).isEqualTo(Duration.ofSeconds(8)))
				.satisfies((spec) -> assertThat(spec.threads()).isEqualTo(2)));
	}

	@Test
	void periodAndCron() {
		assertMistake(this.runner, "'heddle.periodic.rescan.period' and 'heddle.periodic.rescan.cron' are both set.",
				"Remove one of them.", "heddle.periodic.rescan.period=3s", "heddle.periodic.rescan.cron=0 3 * * *");
	}

	@Test
	void modeAndCron() {
		assertMistake(this.runner,
				"'heddle.periodic.rescan.mode' is 'fixed-rate', but 'heddle.periodic.rescan.cron' is set, too.",
				"Remove one of them.", "heddle.periodic.rescan.mode=fixed-rate",
				"heddle.periodic.rescan.cron=0 3 * * *");
	}

	@Test
	void modeWithoutCron() {
		assertMistake(this.runner,
				"'heddle.periodic.rescan.mode' is 'cron', but 'heddle.periodic.rescan.cron' is not set.",
				"Set 'heddle.periodic.rescan.cron', or remove 'heddle.periodic.rescan.mode'.",
				"heddle.periodic.rescan.mode=cron");
	}

	@Test
	void modeWithoutPeriod() {
		assertMistake(this.runner.withBean("jobs", Jobs.class),
				"'heddle.periodic.jobs-scan.mode' is 'fixed-delay', but 'heddle.periodic.jobs-scan.period' is not set.",
				"Set 'heddle.periodic.jobs-scan.period', or remove 'heddle.periodic.jobs-scan.mode'.",
				"heddle.periodic.jobs-scan.mode=fixed-delay");
	}

	@Test
	void zoneWithoutCron() {
		assertMistake(this.runner, "'heddle.periodic.rescan.zone' is set, but there is no cron expression.",
				"Set 'heddle.periodic.rescan.cron', or remove 'heddle.periodic.rescan.zone'.",
				"heddle.periodic.rescan.zone=UTC");
	}

	@Test
	void wrongCron() {
		this.runner.withPropertyValues("heddle.periodic.rescan.cron=0 25 * * *").run((context) -> {
			FailureAnalysis analysis = analysisOf(context.getStartupFailure());
			assertThat(analysis.getDescription())
				.startsWith("'heddle.periodic.rescan.cron' is wrong: Cron expression '0 25 * * *' has the wrong hour "
						+ "'25': ");
			assertThat(analysis.getAction()).isEqualTo("Write six fields as for @Scheduled, or five as in a crontab.");
		});
	}

	@ParameterizedTest
	@CsvSource({ "period,3s", "mode,fixed-rate" })
	void periodOfACrontab(String setting, String value) {
		assertMistake(this.withCrontab,
				"'heddle.periodic.nightly.%s' is set, but 'nightly' is a CronTab, which goes by the clock."
					.formatted(setting),
				"Set 'heddle.periodic.nightly.cron' instead, or declare a ThreadedObject.",
				"heddle.periodic.nightly.%s=%s".formatted(setting, value));
	}

	@Test
	void shellThatIsNotAllowed() {
		assertMistake(this.runner.withBean("backup", CronTab.class, () -> new CronTab("0 3 * * * tar cf all.tar .")),
				"Crontab 'backup' runs the shell command 'tar cf all.tar .', which is not allowed.",
				"Set 'heddle.cron.allow-shell' to true, or give the crontab a task in Java.");
	}

	@Test
	void twoOfOneName() {
		assertMistake(
				this.runner.withBean("other", ThreadedObject.class, () -> ThreadedObject.builder("rescan").build()),
				"Two periodic objects or crontabs are named 'rescan'.",
				"Pass another name to the builder of one of them, or set @Periodic(name = ..).");
	}

	@Test
	void mistakesInAnnotationsStopTheStart() {
		this.runner.withBean("jobs", Mistaken.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasRootCauseInstanceOf(PeriodicMistakeException.class));
	}

	@Test
	void theyAreShownWithoutAStackTrace(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Application.class, Mistaken.class).web(WebApplicationType.NONE)
					.run()
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("is @Periodic with neither 'period' nor 'cron'.\n")
			.contains("Action:\n\nSet one of them: period = \"5m\", or cron = \"0 3 * * *\".\n")
			.doesNotContain("\tat ");
	}

	static class Jobs {

		@Periodic(cron = "0 3 1 1 *")
		public void scan() {
		}

	}

	static class Mistaken {

		@Periodic
		public void scan() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RegistryAutoConfiguration.class, PeriodicAutoConfiguration.class })
	static class Application {

	}

}
