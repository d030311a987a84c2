package io.heddle.autoconfigure.generator;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.StartupMistakeException;
import io.heddle.autoconfigure.endpoint.HeddleEndpoint;
import io.heddle.autoconfigure.endpoint.HeddleEndpointAutoConfiguration;
import io.heddle.autoconfigure.metrics.HeddleMetricsAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.BackgroundGenerators;
import io.heddle.generator.Generator;
import io.heddle.generator.GeneratorSpec;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class GeneratorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, GeneratorAutoConfiguration.class))
		.withPropertyValues("heddle.shutdown.timeout=10s");

	@AfterEach
	void noThreadLeaked() {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith("rows")));
	}

	private static BackgroundGenerators generators(AssertableApplicationContext context) {
		return context.getBean(BackgroundGenerators.class);
	}

	private static Iterator<Integer> endless() {
		return Stream.iterate(0, (i) -> i + 1).iterator();
	}

	@Test
	void makesTheFactoryAndClosesItsGeneratorsWithTheApplication() {
		CompletableFuture<BackgroundGenerator<Integer>> made = new CompletableFuture<>();
		this.runner.run((context) -> {
			BackgroundGenerator<Integer> rows = generators(context).of("rows",
					GeneratorAutoConfigurationTests::endless);
			made.complete(rows);
			assertThat(rows.iterator().next()).isZero();
			assertThat(rows.spec()).isEqualTo(GeneratorSpec.of("rows"));
			assertThat(context.getBean(Registry.class).find("generator", "rows")).hasValue(rows.activity());
		});
		await().until(made.join()::completed);
	}

	@Test
	void makesNoneAfterTheEndOfTheApplication() {
		CompletableFuture<BackgroundGenerators> factory = new CompletableFuture<>();
		this.runner.run((context) -> factory.complete(generators(context)));
		assertThatIllegalStateException()
			.isThrownBy(() -> factory.join().of("rows", GeneratorAutoConfigurationTests::endless))
			.withMessageContaining("comes too late");
	}

	@Test
	void appliesThePrefetchOfTheName() {
		this.runner.withPropertyValues("heddle.generator.order-rows.prefetch=64").run((context) -> {
			try (BackgroundGenerator<Integer> rows = generators(context)
				.builder("orderRows", Generator.ofIterator(GeneratorAutoConfigurationTests::endless))
				.prefetch(2)
				.build();
					BackgroundGenerator<Integer> second = generators(context).of("orderRows", List.of(1)::iterator)) {
				assertThat(rows.spec()).isEqualTo(new GeneratorSpec("orderRows", 64, ThreadMode.PLATFORM));
				assertThat(second.spec()).isEqualTo(new GeneratorSpec("orderRows_0", 64, ThreadMode.PLATFORM));
			}
		});
	}

	@Test
	void customizersHaveTheLastWord() {
		this.runner.withPropertyValues("heddle.generator.rows.prefetch=64")
			.withBean(GeneratorCustomizer.class, () -> (spec) -> spec.prefetch(spec.prefetch() + 1))
			.run((context) -> {
				try (BackgroundGenerator<Integer> rows = generators(context).of("rows", List.of(1)::iterator)) {
					assertThat(rows.spec().prefetch()).isEqualTo(65);
				}
			});
	}

	@Test
	void backsOff() {
		BackgroundGenerators own = new BackgroundGenerators();
		this.runner.withBean(BackgroundGenerators.class, () -> own)
			.run((context) -> assertThat(generators(context)).isSameAs(own));
	}

	@Test
	void isOffByProperty() {
		this.runner.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BackgroundGenerators.class));
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator",
					"org.springframework.boot.actuate"))
			.withPropertyValues("heddle.generator.rows.prefetch=3")
			.run((context) -> {
				try (BackgroundGenerator<Integer> rows = generators(context).of("rows", List.of(1)::iterator)) {
					assertThat(rows.spec().prefetch()).isEqualTo(3);
				}
			});
	}

	@Test
	void aWrongValueStopsTheStart() {
		this.runner.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
			.withPropertyValues("heddle.generator.rows.prefetch=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(StartupMistakeException.class)
				.hasMessageStartingWith(
						"'heddle.generator.rows.prefetch' must be from 0, which means no limit, to 1048576 but was -1."));
		this.runner.withPropertyValues("heddle.generator.rows.prefetsch=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("There is no setting 'heddle.generator.rows.prefetsch'."));
	}

	@Test
	void takesInABeanThatWasMadeWithoutTheFactory() {
		CompletableFuture<BackgroundGenerator<Integer>> made = new CompletableFuture<>();
		this.runner.withBean("own", BackgroundGenerator.class, () -> {
			BackgroundGenerator<Integer> own = BackgroundGenerator
				.<Integer>builder(Generator.ofIterator(GeneratorAutoConfigurationTests::endless))
				.name("rows")
				.build();
			made.complete(own);
			return own;
		})
			.run((context) -> assertThat(context.getBean(Registry.class).list()).extracting(Activity::name)
				.containsExactly("rows"));
		await().until(made.join()::completed);
	}

	@Test
	void refusesTwoBeansOfOneName() {
		try (BackgroundGenerators one = new BackgroundGenerators();
				BackgroundGenerators other = new BackgroundGenerators()) {
			this.runner.withBean("one", BackgroundGenerator.class, () -> one.of("rows", List.of(1)::iterator))
				.withBean("two", BackgroundGenerator.class, () -> other.of("rows", List.of(1)::iterator))
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageStartingWith(
							"The bean 'two' is a generator named 'rows', but there is another one of that name."));
		}
	}

	/** One for each request leaves nothing behind but numbers. */
	@Test
	void tenThousandGeneratorsAreOneActivityAndOneSetOfMeters() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(HeddleMetricsAutoConfiguration.class, HeddleEndpointAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("management.endpoints.web.exposure.include=heddle")
			.run((context) -> {
				for (int i = 0; i < 10_000; i++) {
					assertThat(generators(context).of("rows", List.of(1)::iterator).iterator().next()).isOne();
				}
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(context.getBean(Registry.class).list()).hasSize(1);
				assertThat(meters.get("heddle.generator.consumed").tag("name", "rows").functionCounter().count())
					.isEqualTo(10_000);
				await().until(() -> meters.get("heddle.generator.active").gauge().value() == 0);
				assertThat(String.valueOf(context.getBean(HeddleEndpoint.class).describe("generator", "rows")))
					.startsWith("GeneratorDescription[name=rows, state=ENDED")
					.contains(
							"failure=null, counts=Counts[started=10000, active=0, failed=0, produced=10000, consumed=10000");
			});
	}

	@Test
	void anEntryThatNothingHasUsedIsToldToAGeneratorWhoseNameIsNear(CapturedOutput output) {
		this.runner
			.withPropertyValues("heddle.generator.nightly-row.prefetch=8", "heddle.generator.pages.prefetch=2",
					"heddle.generator.images.prefetch=2")
			.run((context) -> {
				for (String name : List.of("images", "nightlyRows", "nightlyRows", "imagess", "unlike")) {
					generators(context).of(name, List.of(1)::iterator).close();
				}
				assertThat(output.getAll().lines().filter((line) -> line.contains("has no entry"))).hasSize(1)
					.first(InstanceOfAssertFactories.STRING)
					.contains("WARN")
					.endsWith("Generator 'nightlyRows' has no entry, and no generator has used "
							+ "'heddle.generator.nightly-row' so far: if that is meant for it, call the entry "
							+ "'heddle.generator.nightlyRows'");
			});
	}

}
