package io.heddle.autoconfigure.enrich;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.diagnostics.StartupMistakeException;
import io.heddle.autoconfigure.endpoint.HeddleEndpoint;
import io.heddle.autoconfigure.endpoint.HeddleEndpointAutoConfiguration;
import io.heddle.autoconfigure.metrics.HeddleMetricsAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.EnrichException;
import io.heddle.enrich.EnrichSpec;
import io.heddle.enrich.Enricher;
import io.heddle.enrich.EnricherChain;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EnrichAutoConfigurationTests {

	private static final String PROBLEM = "There is no setting 'heddle.enrich.trips.thread'.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, EnrichAutoConfiguration.class))
		.withPropertyValues("heddle.shutdown.timeout=10s");

	private final Map<Integer, Integer> saved = new ConcurrentHashMap<>();

	private final ApplicationContextRunner trips = this.runner.withBean("roundTrips", ConfigEnricher.class,
			() -> enricher("trips"));

	private ConfigEnricher<?, ?, ?> enricher(String name) {
		return Enricher.<Integer, Integer>of(name)
			.tasks(() -> List.of(1, 2, 3))
			.doTask((task) -> (task == 3) ? null : task)
			.saveData(this.saved::put)
			.threads(2)
			.build();
	}

	private static ConfigEnricher<?, ?, ?> enricher(AssertableApplicationContext context) {
		return context.getBean(ConfigEnricher.class);
	}

	private static void failsWith(ApplicationContextRunner runner, String message) {
		runner.run((context) -> assertThat(
				NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())))
			.isInstanceOf(StartupMistakeException.class)
			.hasMessageStartingWith(message));
	}

	@Test
	void takesAnEnricherIn() {
		this.trips.run((context) -> {
			assertThat(enricher(context).spec()).isEqualTo(EnrichSpec.of("trips").threads(2));
			assertThat(context.getBean(Registry.class).find("enrich", "trips")).hasValue(enricher(context).activity());
			enricher(context).enrich();
			assertThat(this.saved).containsOnlyKeys(1, 2);
		});
	}

	@Test
	void doesNothingWithoutAnEnricher() {
		this.runner.run((context) -> assertThat(context.getBean(Registry.class).list()).isEmpty());
	}

	@Test
	void isOffByProperty() {
		this.trips.withPropertyValues("heddle.enabled=false", "heddle.enrich.trips.threads=3").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(Registry.class);
			assertThat(enricher(context).spec().threads()).isEqualTo(2);
		});
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		this.trips
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator",
					"org.springframework.boot.actuate"))
			.withPropertyValues("heddle.enrich.trips.threads=3")
			.run((context) -> assertThat(enricher(context).spec().threads()).isEqualTo(3));
	}

	@Test
	void propertiesSetAllSettings() {
		this.trips
			.withPropertyValues("heddle.enrich.round-trips.threads=3", "heddle.enrich.round-trips.fail-fast=true",
					"heddle.enrich.round-trips.task-timeout=1s", "heddle.enrich.round-trips.progress-interval=2s",
					"heddle.enrich.round-trips.mode=platform")
			.run((context) -> assertThat(enricher(context).spec()).isEqualTo(new EnrichSpec("trips", 3, true,
					Duration.ofSeconds(1), Duration.ofSeconds(2), ThreadMode.PLATFORM)));
	}

	@Test
	void customizersHaveTheLastWord() {
		this.trips.withPropertyValues("heddle.enrich.trips.threads=3")
			.withBean(EnrichCustomizer.class, () -> (spec) -> spec.threads(spec.threads() + 1))
			.run((context) -> assertThat(enricher(context).spec().threads()).isEqualTo(4));
	}

	@Test
	void aHandlerHearsOfErrorsOfTheJvm() {
		Queue<String> told = new ConcurrentLinkedQueue<>();
		this.runner.withBean("broken", ConfigEnricher.class,
				() -> Enricher.of("broken").tasks(() -> List.of(1)).doTask((task) -> {
					throw new OutOfMemoryError("thrown by a test");
				}).saveData((task, data) -> {
				}).build())
			.withBean(FatalErrorHandler.class, () -> (error, where) -> told.add(error.getMessage()))
			.run((context) -> {
				assertThatExceptionOfType(EnrichException.class).isThrownBy(enricher(context)::enrich);
				assertThat(told).containsExactly("thrown by a test");
			});
	}

	@Test
	void anEntryThatFitsNoEnricherStopsTheStart() {
		failsWith(this.trips.withPropertyValues("heddle.enrich.tripps.threads=3"),
				"'heddle.enrich.tripps' is set, but there is no ConfigEnricher bean of that name.");
		failsWith(
				this.trips.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new SystemEnvironmentPropertySource("variables-systemEnvironment",
							Map.of("HEDDLE_ENRICH_TRIPPS_THREADS", "3")))),
				"An environment variable sets something of enricher 'tripps', but there is none of that name.");
		failsWith(
				this.trips.withBean("chain", EnricherChain.class, () -> new EnricherChain(List.of()))
					.withPropertyValues("heddle.enrich.chain.threads=3"),
				"'heddle.enrich.chain' is set, but 'chain' is an EnricherChain, which has no settings.");
	}

	@Test
	void aWrongSettingStopsTheStart() {
		failsWith(this.trips.withPropertyValues("heddle.enrich.trips.thread=3"), PROBLEM);
		failsWith(this.trips.withPropertyValues("heddle.enrich.trips.task-timeout=-1s"),
				"'heddle.enrich.trips.task-timeout' must be 0 or more but was PT-1S.");
		failsWith(
				this.trips.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
					.withPropertyValues("heddle.enrich.trips.threads=0"),
				"'heddle.enrich.trips.threads' must be from 1 to 10000 but was 0.");
	}

	@Test
	void twoOfOneNameStopTheStart() {
		failsWith(this.trips.withBean("others", ConfigEnricher.class, () -> enricher("trips")),
				"The beans 'roundTrips' and 'others' are two enrichers that are both named 'trips'.");
	}

	@Test
	void isShownAndMeasured() {
		this.trips
			.withConfiguration(
					AutoConfigurations.of(HeddleMetricsAutoConfiguration.class, HeddleEndpointAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("management.endpoints.web.exposure.include=heddle")
			.run((context) -> {
				enricher(context).enrich();
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("heddle.enrich.tasks")
					.tags("name", "trips", "outcome", "saved")
					.functionCounter()
					.count()).isEqualTo(2);
				assertThat(String.valueOf(context.getBean(HeddleEndpoint.class).describe("enrich", "trips")))
					.startsWith("EnrichDescription[name=trips, state=ENDED")
					.contains("tasks=Tasks[saved=2, empty=1, failed=0, skipped=0]");
				assertThat(context.getBean(Registry.class).list()).extracting(Activity::room).containsExactly("enrich");
			});
	}

}
