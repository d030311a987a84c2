package io.heddle.autoconfigure.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.BatchBackend;
import io.heddle.pipeline.OnError;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineSpec;
import io.heddle.pipeline.RetrySpec;
import io.heddle.pipeline.StageContext;
import io.heddle.pipeline.StageSpec;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineBindingTests {

	private static final Map<String, Object> FLOW = Map.of("heddle.pipeline.nightlyLoad.flow", "numbers,texts,batches",
			"heddle.pipeline.nightlyLoad.auto-start", "false");

	@Test
	void bindsEverySetting() {
		Map<String, Object> values = new HashMap<>(FLOW);
		String texts = "heddle.pipeline.nightlyLoad.stages.texts.";
		values.put(texts + "threads", "4");
		values.put(texts + "queue-capacity", "2048");
		values.put(texts + "mode", "platform");
		values.put(texts + "on-error", "dead-letter");
		values.put(texts + "retry.max-attempts", "3");
		values.put(texts + "retry.delay", "1s");
		values.put(texts + "retry.multiplier", "1.5");
		values.put(texts + "retry.max-delay", "1m");
		values.put(texts + "retry.jitter", "10ms");
		values.put("heddle.pipeline.nightlyLoad.stages.batches.batch-size", "500");
		values.put("heddle.pipeline.nightlyLoad.stages.batches.batch-timeout", "1s");
		run((context) -> {
			PipelineSpec spec = context.getBean("nightlyLoad", Pipeline.class).spec();
			RetrySpec retry = new RetrySpec(3, Duration.ofSeconds(1), 1.5, Duration.ofMinutes(1),
					Duration.ofMillis(10));
			assertThat(spec.stage("texts")).isEqualTo(StageSpec.named("texts")
				.threads(4)
				.queueCapacity(2048)
				.mode(ThreadMode.PLATFORM)
				.onError(OnError.DEAD_LETTER)
				.retry(retry));
			assertThat(spec.stage("batches"))
				.isEqualTo(StageSpec.named("batches").batchSize(500).batchTimeout(Duration.ofSeconds(1)));
			assertThat(spec.autoStart()).isFalse();
		}, file("application.yml", values));
	}

	@Test
	void whatIsNotSetIsADefaultOfTheSpecs() {
		run((context) -> {
			PipelineSpec spec = context.getBean("default", Pipeline.class).spec();
			assertThat(spec.autoStart()).isEqualTo(PipelineSpec.DEFAULT_AUTO_START).isTrue();
			assertThat(spec.mode()).isEqualTo(PipelineSpec.DEFAULT_MODE);
			assertThat(spec.stages()).containsExactly(StageSpec.named("numbers"), StageSpec.named("texts"),
					StageSpec.named("batches"));
		});
	}

	@Test
	void aVariableChangesOneValueOfOneStage() {
		Map<String, Object> values = new HashMap<>(FLOW);
		values.put("heddle.pipeline.nightlyLoad.stages.texts.threads", "2");
		values.put("heddle.pipeline.nightlyLoad.stages.texts.queue-capacity", "7");
		run((context) -> {
			assertThat(context.getBeansOfType(Pipeline.class)).containsOnlyKeys("nightlyLoad");
			StageSpec texts = context.getBean(Pipeline.class).spec().stage("texts");
			assertThat(texts).isEqualTo(StageSpec.named("texts").threads(8).queueCapacity(7));
		}, variables(Map.of("HEDDLE_PIPELINE_NIGHTLYLOAD_STAGES_TEXTS_THREADS", "8")), file("application.yml", values));
	}

	@Test
	void aVariableAddsAStageSettingInItsOwnSpelling() {
		run((context) -> {
			assertThat(context.getBeansOfType(Pipeline.class)).containsOnlyKeys("nightly-load");
			Pipeline pipeline = context.getBean(Pipeline.class);
			assertThat(pipeline.kinds()).containsOnlyKeys("numbers", "classReader");
			assertThat(pipeline.spec().stage("classReader")).isEqualTo(StageSpec.named("classReader").threads(8));
		}, variables(Map.of("HEDDLE_PIPELINE_NIGHTLYLOAD_STAGES_CLASSREADER_THREADS", "8")),
				file("application.yml", Map.of("heddle.pipeline.nightly-load.flow", "numbers,class-reader",
						"heddle.pipeline.nightly-load.auto-start", "false")));
	}

	@Test
	void sourcesAreMergedValueByValue() {
		Map<String, Object> base = new HashMap<>(FLOW);
		base.put("heddle.pipeline.nightlyLoad.stages.texts.threads", "2");
		base.put("heddle.pipeline.nightlyLoad.stages.batches.batch-size", "7");
		run((context) -> {
			PipelineSpec spec = context.getBean("nightlyLoad", Pipeline.class).spec();
			assertThat(spec.stage("texts")).isEqualTo(StageSpec.named("texts").threads(3).queueCapacity(16));
			assertThat(spec.stage("batches")).isEqualTo(StageSpec.named("batches").batchSize(7));
		}, file("profile",
				Map.of("heddle.pipeline.nightly-load.stages.Texts.threads", "3",
						"heddle.pipeline.nightly-load.stages.Texts.queue-capacity", "16")),
				file("application.yml", base));
	}

	@Test
	void aVariableAloneMakesAPipeline() {
		run((context) -> assertThat(context.getBean("fromoutside", Pipeline.class).kinds()).hasSize(2),
				variables(Map.of("HEDDLE_PIPELINE_FROMOUTSIDE_FLOW", "numbers,class-reader")));
	}

	@Test
	void aLongerDelayAloneIsAlsoTheLongest() {
		Map<String, Object> values = new HashMap<>(FLOW);
		values.put("heddle.pipeline.nightlyLoad.stages.texts.retry.delay", "1m");
		run((context) -> {
			StageSpec texts = context.getBean(Pipeline.class).spec().stage("texts");
			assertThat(texts).isEqualTo(StageSpec.named("texts").retry(RetrySpec.OFF.delay(Duration.ofMinutes(1))));
		}, file("application.yml", values));
	}

	@Test
	void configIsBoundToTheTypeThatAStageAsksFor() {
		run((context) -> {
			context.getBean("census", Pipeline.class).run();
			assertThat(context.getBean(Configured.class).seen)
				.hasValue(new Config("target", Duration.ofSeconds(3), Map.of("a", 1)));
		}, variables(Map.of("HEDDLE_PIPELINE_CENSUS_CONFIG_MAXAGE", "3s")),
				file("application.yml",
						Map.of("heddle.pipeline.census.flow", "numbers,texts,configured",
								"heddle.pipeline.census.auto-start", "false", "heddle.pipeline.census.config.directory",
								"target", "heddle.pipeline.census.config.max-age", "1s",
								"heddle.pipeline.census.config.weights.a", "1")));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreTheDefaultWhenTheApplicationUsesThem() {
		Map<String, Object> values = new HashMap<>(FLOW);
		values.put("spring.threads.virtual.enabled", "true");
		values.put("heddle.pipeline.nightlyLoad.stages.batches.mode", "platform");
		run((context) -> {
			PipelineSpec spec = context.getBean(Pipeline.class).spec();
			assertThat(spec.mode()).isEqualTo(ThreadMode.VIRTUAL);
			assertThat(spec.stage("batches")).isEqualTo(StageSpec.named("batches").mode(ThreadMode.PLATFORM));
		}, file("application.yml", values));
	}

	@Test
	void platformThreadsCanBeAskedFor() {
		Map<String, Object> values = new HashMap<>(FLOW);
		values.put("spring.threads.virtual.enabled", "true");
		values.put("heddle.pipeline.nightlyLoad.mode", "platform");
		run((context) -> assertThat(context.getBean(Pipeline.class).spec().mode()).isEqualTo(ThreadMode.PLATFORM),
				file("application.yml", values));
	}

	/** Runs with just these sources, the highest first. */
	private static void run(ContextConsumer<AssertableApplicationContext> consumer, PropertySource<?>... sources) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PipelineAutoConfiguration.class))
			.withInitializer((context) -> {
				for (PropertySource<?> source : sources) {
					context.getEnvironment().getPropertySources().addLast(source);
				}
			})
			.withBean("numbers", Numbers.class)
			.withBean("texts", Texts.class)
			.withBean("batches", Batches.class)
			.withBean("classReader", Collector.class, Collector::new,
					(definition) -> definition.setAutowireCandidate(false))
			.withBean("configured", Configured.class, Configured::new,
					(definition) -> definition.setAutowireCandidate(false))
			.run(consumer);
	}

	private static PropertySource<?> file(String name, Map<String, Object> values) {
		return new MapPropertySource(name, values);
	}

	private static PropertySource<?> variables(Map<String, Object> values) {
		return new SystemEnvironmentPropertySource(
				"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, values);
	}

	/**
	 * What a stage wants to know.
	 */
	record Config(String directory, Duration maxAge, Map<String, Integer> weights) {

	}

	static class Configured implements BatchBackend<String> {

		private final AtomicReference<Config> seen = new AtomicReference<>();

		@Override
		public void setup(StageContext context) {
			this.seen.set(context.config(Config.class));
		}

		@Override
		public void process(List<String> items) {
		}

	}

}
