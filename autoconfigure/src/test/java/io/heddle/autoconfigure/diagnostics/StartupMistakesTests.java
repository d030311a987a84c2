package io.heddle.autoconfigure.diagnostics;

import java.util.List;

import io.heddle.autoconfigure.pipeline.Batches;
import io.heddle.autoconfigure.pipeline.Collector;
import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.heddle.autoconfigure.pipeline.Texts;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.BatchBackend;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.heddle.autoconfigure.diagnostics.Mistakes.analysisOf;
import static io.heddle.autoconfigure.diagnostics.Mistakes.withVariable;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told, word by word. No validator is there, so that it is our own checks
 * that speak.
 */
class StartupMistakesTests {

	private static final String STAGES = "heddle.pipeline.census.stages.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PipelineAutoConfiguration.class))
		.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
		.withUserConfiguration(Beans.class);

	@Test
	void unknownBean() {
		assertMistake("Pipeline 'census' has no stage bean 'colector'.",
				"Did you mean 'collector'? Set 'heddle.pipeline.census.flow' to names of stage beans "
						+ "[batches, collector, lambda, lengths, numbers, texts] or full names of classes.",
				"heddle.pipeline.census.flow=numbers,colector");
	}

	@Test
	void ambiguousBean() {
		Mistakes.assertMistake(this.runner.withBean("TEXTS", Texts.class),
				"'tex-ts' in the flow of pipeline 'census' may be any of the beans [TEXTS, texts].",
				"Write the name in 'heddle.pipeline.census.flow' exactly like the bean.",
				"heddle.pipeline.census.flow=numbers,tex-ts");
	}

	@Test
	void beanOfAWrongType() {
		assertMistake(
				"'someText' in the flow of pipeline 'census' is of type java.lang.String, which is not exactly one of "
						+ "Frontend, Transport, FlatTransport, Backend and BatchBackend.",
				"Name another bean in 'heddle.pipeline.census.flow', let the class implement one of them, "
						+ "or declare it as the return type of the @Bean method.",
				"heddle.pipeline.census.flow=numbers,some-text");
	}

	@Test
	void beanOfTwoTypes() {
		Mistakes.assertMistake(this.runner.withBean("both", Both.class),
				"'both' in the flow of pipeline 'census' is of type " + Both.class.getName()
						+ ", which is not exactly one of Frontend, Transport, FlatTransport, Backend and BatchBackend.",
				"Name another bean in 'heddle.pipeline.census.flow', let the class implement one of them, "
						+ "or declare it as the return type of the @Bean method.",
				"heddle.pipeline.census.flow=numbers,both");
	}

	@Test
	void classNotFound() {
		assertMistake(
				"The flow of pipeline 'census' names the class 'com.example.Reader', which is not on the class path.",
				"Correct 'heddle.pipeline.census.flow', or add the library that has the class.",
				"heddle.pipeline.census.flow=numbers,com.example.Reader");
	}

	@Test
	void abstractClass() {
		assertMistake("'io.heddle.pipeline.Transport' in the flow of pipeline 'census' cannot be instantiated.",
				"Name a bean or a concrete class in 'heddle.pipeline.census.flow'.",
				"heddle.pipeline.census.flow=numbers,io.heddle.pipeline.Transport");
	}

	@Test
	void missingFrontend() {
		assertMistake("The flow of pipeline 'census' begins with 'texts', a Transport, and not with a Frontend.",
				"A flow is a Frontend, then any number of Transports, then a Backend; Transports or the Backend may be "
						+ "missing, but not both. Begin 'heddle.pipeline.census.flow' with a Frontend.",
				"heddle.pipeline.census.flow=texts,collector");
	}

	@Test
	void nothingAfterTheFrontend() {
		assertMistake("The flow of pipeline 'census' ends with its Frontend 'numbers'.",
				"A flow is a Frontend, then any number of Transports, then a Backend; Transports or the Backend may be "
						+ "missing, but not both. Add a Transport or a Backend to 'heddle.pipeline.census.flow'.",
				"heddle.pipeline.census.flow=numbers");
	}

	@Test
	void stageInTheWrongPlace() {
		assertMistake("'collector', a Backend, stands in the wrong place in the flow of pipeline 'census'.",
				"A flow is a Frontend, then any number of Transports, then a Backend; Transports or the Backend may be "
						+ "missing, but not both. Correct 'heddle.pipeline.census.flow'.",
				"heddle.pipeline.census.flow=numbers,collector,batches");
	}

	@Test
	void stageTwice() {
		assertMistake("The flow of pipeline 'census' has the stage 'lambda' twice.",
				"Stages have different names: declare a second bean, and name it in 'heddle.pipeline.census.flow'.",
				"heddle.pipeline.census.flow=numbers,lambda,lambda");
	}

	@Test
	void typesThatDoNotFit() {
		assertMistake(
				"'numbers' of pipeline 'census' emits java.lang.Integer, but 'lengths' after it takes java.lang.String.",
				"Put a Transport from java.lang.Integer to java.lang.String between them in "
						+ "'heddle.pipeline.census.flow', or change the type of one of the two.",
				"heddle.pipeline.census.flow=numbers,lengths,collector");
	}

	@Test
	void genericTypesThatDoNotFit() {
		Mistakes.assertMistake(this.runner.withUserConfiguration(GenericBeans.class),
				"'lists' of pipeline 'census' emits java.util.List<java.lang.Integer>, but 'textLists' after it takes "
						+ "java.util.List<java.lang.String>.",
				"Put a Transport from java.util.List<java.lang.Integer> to java.util.List<java.lang.String> between them "
						+ "in 'heddle.pipeline.census.flow', or change the type of one of the two.",
				"heddle.pipeline.census.flow=lists,textLists");
	}

	@Test
	void unknownTypesPass() {
		this.runner
			.withPropertyValues("heddle.pipeline.census.auto-start=false",
					"heddle.pipeline.census.flow=numbers,texts,lambda,lengths,raw,batches")
			.withUserConfiguration(GenericBeans.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void ambiguousDefaultFlow() {
		assertMistake(
				"Pipeline 'census' has no flow, and the beans do not tell it: Frontend [numbers], "
						+ "Transport [texts, lengths, lambda], Backend [collector, batches].",
				"Set 'heddle.pipeline.census.flow' to the names of stage beans in order. It can only be left out when "
						+ "there is exactly one Frontend bean, at most one Transport and at most one Backend, "
						+ "and not both missing.",
				"heddle.pipeline.census.auto-start=false");
	}

	@Test
	void entryThatTunesNothing() {
		Mistakes.assertMistake(this.runner.withUserConfiguration(OwnPipeline.class),
				"'heddle.pipeline.onw' has no flow and there is no Pipeline bean of that name.",
				"Did you mean 'own'? Set 'heddle.pipeline.onw.flow', or rename the entry to one of [own].",
				"heddle.pipeline.onw.auto-start=false", "heddle.pipeline.own.auto-start=false");
	}

	@Test
	void flowOfAPipelineThatIsABean() {
		Mistakes.assertMistake(this.runner.withUserConfiguration(OwnPipeline.class),
				"'heddle.pipeline.own.flow' is set, but there is a Pipeline bean 'own' which has stages of its own.",
				"Remove 'heddle.pipeline.own.flow' to tune the bean by properties, or remove the bean.",
				"heddle.pipeline.own.flow=numbers,collector");
	}

	@Test
	void nameOfAnotherBean() {
		assertMistake(
				"Pipeline 'someText' of 'heddle.pipeline.someText' cannot become a bean: there is a bean 'someText' "
						+ "of type java.lang.String.",
				"Give the entry under 'heddle.pipeline' or the bean another name.",
				"heddle.pipeline.someText.flow=numbers,collector");
	}

	@Test
	void nameOfAnotherPipeline() {
		Mistakes.assertMistake(this.runner.withUserConfiguration(OwnPipeline.class)
			.withBean("second", Pipeline.class,
					() -> Pipeline.named("own").from(new Numbers()).to(new Collector()).autoStart(false).build()),
				"Two pipelines are named 'own'; the second one is the bean 'own'.",
				"Pass another name to Pipeline.named(..), or remove the entry 'heddle.pipeline.own'.",
				"heddle.pipeline.own.auto-start=false");
	}

	@Test
	void twoSpellingsInOneSource() {
		this.runner
			.withPropertyValues("heddle.pipeline.census.flow=numbers,texts",
					"heddle.pipeline.census.stages.texts.threads=2",
					"heddle.pipeline.census.stages.te-xts.queue-capacity=2")
			.run((context) -> {
				FailureAnalysis analysis = analysisOf(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'heddle.pipeline.census.stages.texts'")
					.contains("'heddle.pipeline.census.stages.te-xts'")
					.endsWith("are the same name in two spellings, both in test.");
			});
	}

	@Test
	void nameWithADot() {
		assertMistake("The name 'my.census' under 'heddle.pipeline' cannot be used.",
				"Choose a name of letters, digits, dashes and underscores, without dots.",
				"heddle.pipeline.[my.census].flow=numbers,collector");
	}

	@Test
	void settingsForAnUnknownStage() {
		assertSettingMistake("'heddle.pipeline.census.stages.text' is set, but pipeline 'census' has no stage 'text'.",
				"Did you mean 'texts'? The stages are [numbers, texts, collector]: rename or remove "
						+ "'heddle.pipeline.census.stages.text'.",
				"text.threads=3");
	}

	@Test
	void unknownSettings() {
		assertSettingMistake("There is no setting 'heddle.pipeline.census.stages.texts.thread'.",
				"Did you mean 'threads'? The settings of 'heddle.pipeline.census.stages.texts' are "
						+ "[threads, queue-capacity, mode, on-error, retry, batch-size, batch-timeout].",
				"texts.thread=3");
		assertSettingMistake("There is no setting 'heddle.pipeline.census.stages.texts.retry.pause'.",
				"The settings of 'heddle.pipeline.census.stages.texts.retry' are "
						+ "[max-attempts, delay, multiplier, max-delay, jitter].",
				"texts.retry.pause=3s");
		assertMistake("There is no setting 'heddle.pipeline.census.autostrt'.",
				"Did you mean 'auto-start'? The settings of 'heddle.pipeline.census' are "
						+ "[flow, auto-start, mode, config, stages].",
				"heddle.pipeline.census.flow=numbers,collector", "heddle.pipeline.census.autostrt=false");
	}

	@Test
	void variableOfAPipelineThatThereIsNot() {
		Mistakes.assertMistake(withVariable(this.runner, "HEDDLE_PIPELINE_NIGHTLY_LOAD_STAGES_TEXTS_THREADS", "8"),
				"An environment variable sets something of pipeline 'nightly', but there is no pipeline of that name.",
				"The pipelines are [nightly-load]: correct the variable, or unset it. A name has no underscore in a "
						+ "variable: HEDDLE_PIPELINE_NIGHTLYLOAD_… is for 'nightly-load'.",
				"heddle.pipeline.nightly-load.flow=numbers,texts");
	}

	@Test
	void queueCapacityOfAFrontend() {
		assertSettingMistake(
				"'heddle.pipeline.census.stages.numbers.queue-capacity' is set, but 'numbers' is a Frontend and has no "
						+ "queue in front of it.",
				"'queue-capacity' is that of the queue in front of a stage: set it for 'texts'.",
				"numbers.queue-capacity=10");
	}

	@Test
	void batchOfABackend() {
		assertSettingMistake(
				"'heddle.pipeline.census.stages.collector.batch-size' is set, but 'collector' is a Backend and only a "
						+ "BatchBackend takes batches.",
				"Remove 'heddle.pipeline.census.stages.collector.batch-size', or let the stage implement BatchBackend.",
				"collector.batch-size=10");
		assertSettingMistake(
				"'heddle.pipeline.census.stages.texts.batch-timeout' is set, but 'texts' is a Transport and only a "
						+ "BatchBackend takes batches.",
				"Remove 'heddle.pipeline.census.stages.texts.batch-timeout', or let the stage implement BatchBackend.",
				"texts.batch-timeout=10s");
	}

	@ParameterizedTest
	@CsvSource({ "skip", "dead-letter" })
	void onErrorOfAFrontend(String value) {
		assertSettingMistake(
				"'heddle.pipeline.census.stages.numbers.on-error' is '%s', but 'numbers' is a Frontend and has no item to %s."
					.formatted(value, value),
				"Set 'heddle.pipeline.census.stages.numbers.on-error' to 'stop', or to 'retry' to have it called again "
						+ "after a while.",
				"numbers.on-error=" + value);
	}

	@Test
	void retryOfABackend() {
		assertSettingMistake(
				"'heddle.pipeline.census.stages.collector.on-error' is 'retry', but 'collector' is a Backend and only a "
						+ "Frontend is called again.",
				"Set 'heddle.pipeline.census.stages.collector.retry.max-attempts' to retry items, and "
						+ "'heddle.pipeline.census.stages.collector.on-error' to what becomes of them at last: "
						+ "'stop', 'skip' or 'dead-letter'.",
				"collector.on-error=retry");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			texts.threads               | 0      | 0      | from 1 to 100000
			texts.threads               | 100001 | 100001 | from 1 to 100000
			numbers.threads             | -1     | -1     | from 1 to 100000
			texts.queue-capacity        | 0      | 0      | from 1 to 16777216
			batches.batch-size          | 0      | 0      | at least 1
			batches.batch-timeout       | 0s     | PT0S   | more than 0
			texts.retry.max-attempts    | 0      | 0      | at least 1, as it counts the first attempt too
			texts.retry.delay           | -1s    | PT-1S  | 0 or more
			texts.retry.multiplier      | 0.5    | 0.5    | at least 1
			texts.retry.max-delay       | 1ms    | PT0.001S | at least the delay (PT0.1S)
			texts.retry.jitter          | -1s    | PT-1S  | 0 or more
			""")
	void invalidValue(String setting, String value, String shown, String requirement) {
		assertMistake("'" + STAGES + setting + "' must be " + requirement + " but was " + shown + ".",
				"Set '" + STAGES + setting + "' to a value that is " + requirement + ", or remove it.",
				"heddle.pipeline.census.flow=numbers,texts,batches", STAGES + setting + "=" + value);
	}

	@Test
	void invalidCapacityOfTheDeadLetters() {
		assertMistake("'heddle.dead-letters.capacity' must be at least 1 but was 0.",
				"Set 'heddle.dead-letters.capacity' to a value that is at least 1, or remove it.",
				"heddle.dead-letters.capacity=0");
	}

	@Test
	void invalidShutdownTimeout() {
		assertMistake("'heddle.shutdown.timeout' must be 0 or more but was PT-1S.",
				"Set 'heddle.shutdown.timeout' to a value that is 0 or more, or remove it.",
				"heddle.shutdown.timeout=-1s");
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsOnAnOlderJava() {
		assertMistake(
				"'heddle.pipeline.census.mode' is 'virtual', but virtual threads need Java 21 or newer and this is Java "
						+ Runtime.version().feature() + ".",
				"Set 'heddle.pipeline.census.mode' to 'platform', or run the application on a newer Java.",
				"heddle.pipeline.census.flow=numbers,collector", "heddle.pipeline.census.mode=virtual");
		assertSettingMistake(
				"'heddle.pipeline.census.stages.texts.mode' is 'virtual', but virtual threads need Java 21 or newer and "
						+ "this is Java " + Runtime.version().feature() + ".",
				"Set 'heddle.pipeline.census.stages.texts.mode' to 'platform', or run the application on a newer Java.",
				"texts.mode=virtual");
	}

	@Test
	void aValidatorSpeaksFirstWhereThereIsOne() {
		this.runner.withClassLoader(getClass().getClassLoader())
			.withPropertyValues("heddle.pipeline.census.flow=numbers,texts", STAGES + "texts.threads=0")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(BindValidationException.class);
				assertThat(context.getStartupFailure()).rootCause()
					.hasMessageContaining("heddle")
					.hasMessageContaining("pipeline[census].stages[texts].threads")
					.hasMessageContaining("must be greater than or equal to 1");
			});
	}

	@Test
	void aValueThatCannotBeConvertedIsNamedByBoot() {
		this.runner.withPropertyValues("heddle.pipeline.census.flow=numbers,texts", STAGES + "texts.on-error=ignore")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(
						"Failed to bind properties under 'heddle.pipeline.census.stages.texts.on-error'")
				.satisfies((ex) -> assertThat(ex).hasStackTraceContaining(BindException.class.getName())));
	}

	private void assertSettingMistake(String description, String action, String setting) {
		assertMistake(description, action, "heddle.pipeline.census.flow=numbers,texts,collector", STAGES + setting);
	}

	private void assertMistake(String description, String action, String... properties) {
		Mistakes.assertMistake(this.runner, description, action, properties);
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Numbers numbers() {
			return new Numbers();
		}

		@Bean
		Texts texts() {
			return new Texts();
		}

		@Bean
		Collector collector() {
			return new Collector();
		}

		@Bean
		Batches batches() {
			return new Batches();
		}

		@Bean
		Transport<String, Integer> lengths() {
			return String::length;
		}

		@Bean
		@SuppressWarnings("rawtypes")
		Transport lambda() {
			return (item) -> item;
		}

		@Bean
		String someText() {
			return "text";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GenericBeans {

		@Bean
		Frontend<List<Integer>> lists() {
			return (out) -> out.emit(List.of(1));
		}

		@Bean
		Backend<List<String>> textLists() {
			return (item) -> {
			};
		}

		@Bean
		@SuppressWarnings("unchecked")
		<T> Transport<T, String> raw() {
			return (item) -> (String) item;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPipeline {

		@Bean
		Pipeline own(Numbers numbers, Collector collector) {
			return Pipeline.named("own").from(numbers).to(collector).build();
		}

	}

	static class Both implements Backend<String>, BatchBackend<String> {

		@Override
		public void process(String item) {
		}

		@Override
		public void process(List<String> items) {
		}

	}

}
