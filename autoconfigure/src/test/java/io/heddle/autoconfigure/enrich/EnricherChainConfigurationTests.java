package io.heddle.autoconfigure.enrich;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.enrich.EnrichException;
import io.heddle.enrich.Enricher;
import io.heddle.enrich.EnricherChain;
import io.heddle.registry.Registry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The chain of all enrichers of an application.
 */
class EnricherChainConfigurationTests {

	private static final Queue<String> RAN = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, EnrichAutoConfiguration.class));

	@Test
	void runsAllInTheirOrder() {
		this.runner.withUserConfiguration(Three.class).run((context) -> {
			RAN.clear();
			context.getBean("enricherChain", EnricherChain.class).enrich();
			assertThat(RAN).containsExactly("first", "second", "third");
			assertThat(context.getBean(EnricherChain.class).enrichers()).hasSize(3)
				.noneMatch(EnricherChain.class::isInstance);
			assertThat(context.getBean(Registry.class).list()).extracting(Activity::name).containsExactly("third");
		});
	}

	@Test
	void endsWithTheFirstFailure() {
		this.runner.withUserConfiguration(Three.class).withBean("broken", Broken.class).run((context) -> {
			RAN.clear();
			assertThatExceptionOfType(EnrichException.class)
				.isThrownBy(() -> context.getBean(EnricherChain.class).enrich())
				.withMessage("The chain has ended at enricher 'Broken', which is number 3 of 4: broken by a test");
			assertThat(RAN).containsExactly("first", "second");
		});
	}

	@Test
	void thereIsNoneWithoutAnEnricher() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Enricher.class));
		this.runner.withUserConfiguration(Three.class)
			.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EnricherChain.class));
	}

	@Test
	void backsOffForOneOfTheUser() {
		EnricherChain own = new EnricherChain(List.of());
		this.runner.withUserConfiguration(Three.class)
			.withBean("own", EnricherChain.class, () -> own)
			.run((context) -> assertThat(context).getBean(EnricherChain.class).isSameAs(own));
		this.runner.withUserConfiguration(Three.class)
			.withBean("enricherChain", String.class, () -> "of the user")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EnricherChain.class));
	}

	@Test
	void anEnricherIsInjectedByItsTypeAsBefore() {
		this.runner.withBean("only", Broken.class).run((context) -> {
			assertThat(context.getBean(Enricher.class)).isInstanceOf(Broken.class);
			assertThat(context.getBeanProvider(Enricher.class).getIfUnique()).isInstanceOf(Broken.class);
		});
	}

	@Test
	void whoCollectsAllEnrichersDoesNotGetTheChain() {
		this.runner.withUserConfiguration(Three.class)
			.withUserConfiguration(Collecting.class)
			.run((context) -> assertThat(context.getBean(Collecting.class).all).hasSize(3)
				.noneMatch(EnricherChain.class::isInstance));
	}

	@Test
	void anEnricherMayNeedTheChain() {
		this.runner.withUserConfiguration(Mutual.class).run((context) -> {
			assertThat(context).hasNotFailed();
			RAN.clear();
			context.getBean(EnricherChain.class).enrich();
			assertThat(RAN).containsExactly("chained 1");
		});
	}

	private static Enricher telling(String name) {
		return () -> RAN.add(name);
	}

	@Configuration(proxyBeanMethods = false)
	static class Three {

		@Bean
		@Order(3)
		Enricher third() {
			return Enricher.<Integer, String>of("third")
				.tasks(() -> List.of(1))
				.doTask((task) -> "third")
				.saveData((task, data) -> RAN.add(data))
				.build();
		}

		@Bean
		@Order(0)
		Enricher first() {
			return telling("first");
		}

		@Bean
		@Order(1)
		Enricher second() {
			return telling("second");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Collecting {

		final List<Enricher> all;

		Collecting(List<Enricher> all) {
			this.all = all;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mutual {

		@Bean
		Enricher chained(@Qualifier("enricherChain") EnricherChain chain, ObjectProvider<Enricher> all) {
			return () -> RAN.add("chained " + chain.enrichers().size());
		}

	}

	/** Fails. */
	@Order(2)
	static final class Broken implements Enricher {

		@Override
		public void enrich() {
			throw new IllegalStateException("broken by a test");
		}

	}

}
