package io.heddle.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.DeadLetters;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineState;
import io.heddle.pipeline.StageKind;
import io.heddle.registry.Registry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PipelineAutoConfiguration.class));

	@Test
	void makesAPipelineOfItsFlow() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withPropertyValues("heddle.pipeline.census.flow=numbers,texts,collector")
			.run((context) -> {
				Pipeline pipeline = context.getBean("census", Pipeline.class);
				assertThat(pipeline.name()).isEqualTo("census");
				assertThat(pipeline.kinds()).containsExactly(entry("numbers", StageKind.FRONTEND),
						entry("texts", StageKind.TRANSPORT), entry("collector", StageKind.BACKEND));
				assertThat(pipeline.awaitEnd(LONG)).isTrue();
				assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
				assertThat(context.getBean(Collector.class).items).hasSize(10).first().isEqualTo("number 1");
				assertThat(context.getBean(Registry.class).find("pipeline", "census")).containsSame(pipeline);
			});
	}

	@Test
	void backsOffWithoutStagesAndEntries() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Pipeline.class));
	}

	@Test
	void isOffByProperty() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withPropertyValues("heddle.enabled=false", "heddle.pipeline.census.flow=numbers,texts,collector")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Pipeline.class)
				.doesNotHaveBean(Registry.class)
				.doesNotHaveBean(DeadLetters.class));
	}

	@Test
	void oneOfEachIsTheDefaultPipeline() {
		this.runner.withUserConfiguration(StageBeans.class).run((context) -> {
			Pipeline pipeline = context.getBean("default", Pipeline.class);
			assertThat(pipeline.kinds().keySet()).containsExactly("numbers", "texts", "collector");
		});
	}

	@Test
	void severalFrontendsMakeNoDefaultPipeline() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withBean("more", Numbers.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Pipeline.class));
	}

	@Test
	void anEntryWithoutFlowTakesOneOfEach() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withPropertyValues("heddle.pipeline.census.stages.texts.threads=2")
			.run((context) -> {
				Pipeline pipeline = context.getBean("census", Pipeline.class);
				assertThat(pipeline.kinds()).hasSize(3);
				assertThat(threads(pipeline, "texts")).isEqualTo(2);
				assertThat(context).doesNotHaveBean("default");
			});
	}

	@Test
	void anEmptyEntryIsAnEntry() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withPropertyValues("heddle.pipeline.census=")
			.run((context) -> assertThat(context.getBean("census", Pipeline.class).kinds()).hasSize(3));
	}

	@Test
	void aUsersPipelineIsAcceptedAndTuned() {
		this.runner.withUserConfiguration(StageBeans.class, OwnPipeline.class)
			.withPropertyValues("heddle.pipeline.own.auto-start=false", "heddle.pipeline.own.stages.texts.threads=3")
			.run((context) -> {
				Pipeline pipeline = context.getBean(Pipeline.class);
				assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
				assertThat(threads(pipeline, "texts")).isEqualTo(3);
				assertThat(context.getBean(Registry.class).list()).containsExactly(pipeline);
				assertThat(context).doesNotHaveBean("default");
			});
	}

	@Test
	void aUsersPipelineIsTunedByItsOwnNameToo() {
		this.runner.withUserConfiguration(OtherBeanName.class)
			.withPropertyValues("heddle.pipeline.nightly-load.stages.backend.threads=3")
			.run((context) -> {
				Pipeline pipeline = context.getBean(Pipeline.class);
				assertThat(pipeline.name()).isEqualTo("nightlyLoad");
				assertThat(threads(pipeline, "backend")).isEqualTo(3);
			});
	}

	@Test
	void pipelinesCanBeInjectedByName() {
		this.runner.withUserConfiguration(StageBeans.class, Injected.class)
			.withPropertyValues("heddle.pipeline.one.flow=numbers,collector",
					"heddle.pipeline.two.flow=numbers,texts,collector")
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.two.name()).isEqualTo("two");
				assertThat(injected.all).extracting(Pipeline::name).containsExactly("one", "two");
			});
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.runner.withUserConfiguration(StageBeans.class)
			.withBean("first", PipelineCustomizer.class,
					() -> (spec) -> spec.stages((stage) -> stage.threads(stage.threads() + 1)))
			.withBean("second", PipelineCustomizer.class, () -> (spec) -> spec.autoStart(false))
			.withPropertyValues("heddle.pipeline.census.flow=numbers,texts,collector",
					"heddle.pipeline.census.stages.texts.threads=5")
			.run((context) -> {
				Pipeline pipeline = context.getBean("census", Pipeline.class);
				assertThat(threads(pipeline, "texts")).isEqualTo(6);
				assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
			});
	}

	@Test
	void aClassNameIsOneInstancePerThread() {
		Texts.DESTROYED_BY.clear();
		this.runner.withUserConfiguration(StageBeans.class)
			.withPropertyValues(
					"heddle.pipeline.census.flow=numbers,io.heddle.autoconfigure.pipeline.ClassStage,collector",
					"heddle.pipeline.census.stages.class-stage.threads=3")
			.run((context) -> {
				Pipeline pipeline = context.getBean("census", Pipeline.class);
				assertThat(pipeline.awaitEnd(LONG)).isTrue();
				assertThat(context.getBean(Collector.class).items).hasSize(10)
					.first()
					.asString()
					.startsWith("census: ");
				assertThat(ClassStage.DESTROYED).containsExactlyInAnyOrder("census-classStage-0", "census-classStage-1",
						"census-classStage-2");
			});
	}

	@Test
	void aPrototypeIsOneInstancePerThreadAndDestroyedInIt() {
		Texts.LIVE.clear();
		Texts.DESTROYED_BY.clear();
		this.runner.withUserConfiguration(Prototype.class)
			.withPropertyValues("heddle.pipeline.census.flow=numbers,prototype-texts,collector",
					"heddle.pipeline.census.stages.prototypeTexts.threads=3")
			.run((context) -> {
				assertThat(context.getBean("census", Pipeline.class).awaitEnd(LONG)).isTrue();
				assertThat(Texts.LIVE).isEmpty();
				assertThat(Texts.DESTROYED_BY).containsExactlyInAnyOrder("census-prototypeTexts-0",
						"census-prototypeTexts-1", "census-prototypeTexts-2");
			});
	}

	@Test
	void aLazyContextStartsItsPipelines() {
		this.runner.withUserConfiguration(StageBeans.class, OwnPipeline.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				Registry registry = context.getBean(Registry.class);
				assertThat(registry.list()).extracting((activity) -> activity.name()).containsExactly("own");
			});
	}

	@Test
	void nothingIsInstantiatedForTheDefinitions() {
		this.runner.withUserConfiguration(LazyStages.class)
			.withPropertyValues("heddle.pipeline.census.flow=numbers,collector")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void deadLettersBackOff() {
		DeadLetters own = DeadLetters.inMemory(3);
		this.runner.withBean(DeadLetters.class, () -> own)
			.run((context) -> assertThat(context.getBean(DeadLetters.class)).isSameAs(own));
	}

	private static int threads(Pipeline pipeline, String stage) {
		return pipeline.spec()
			.stages()
			.stream()
			.filter((spec) -> spec.name().equals(stage))
			.findFirst()
			.orElseThrow()
			.threads();
	}

	private static Map.Entry<String, StageKind> entry(String name, StageKind kind) {
		return Map.entry(name, kind);
	}

	@Configuration(proxyBeanMethods = false)
	static class StageBeans {

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

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPipeline {

		@Bean
		Pipeline own(Numbers numbers, Texts texts, Collector collector) {
			return Pipeline.named("own").from(numbers).via(texts).to(collector).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBeanName {

		@Bean
		Pipeline pipeline() {
			return Pipeline.named("nightlyLoad").from(new Numbers()).to((item) -> {
			}).build();
		}

	}

	static class Injected {

		private final Pipeline two;

		private final List<Pipeline> all;

		@Autowired
		Injected(@Qualifier("two") Pipeline two, List<Pipeline> all) {
			this.two = two;
			this.all = all;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(StageBeans.class)
	static class Prototype {

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Texts prototypeTexts() {
			return new Texts();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyStages {

		@Bean
		Numbers numbers(ApplicationContext context) {
			assertThat(context.containsBeanDefinition("census")).isTrue();
			return new Numbers();
		}

		@Bean
		@Lazy
		Texts unused() {
			throw new IllegalStateException("nobody asked for this bean");
		}

		@Bean
		Collector collector() {
			return new Collector();
		}

	}

}
