package io.heddle.autoconfigure.enrich;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.context.ContextConfiguration;
import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.Enricher;
import io.heddle.enrich.EnricherChain;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of enrichers that are beans, and of the chain of all.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(EnrichProperties.class)
@Import(ContextConfiguration.class)
public final class EnrichAutoConfiguration {

	private static final String CHAIN = "enricherChain";

	@Bean
	static EnrichPostProcessor heddleEnrichPostProcessor(ConfigurableListableBeanFactory beans,
			ObjectProvider<EnrichRegister> register) {
		return new EnrichPostProcessor(beans, register);
	}

	@Bean
	static LazyInitializationExcludeFilter heddleEnrichLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ConfigEnricher.class, EnrichEntries.class);
	}

	@Bean
	EnrichEntries heddleEnrichEntries(EnrichProperties properties, Environment environment,
			ConfigurableListableBeanFactory beans, Registry registry) {
		return new EnrichEntries(properties, environment, beans, registry);
	}

	/**
	 * Its enrichers are made when it is run, unless they have been. Whoever collects all
	 * enrichers does not mean the one that runs them all, so it is injected by its name.
	 */
	@Bean(name = CHAIN, defaultCandidate = false)
	@Fallback
	@ConditionalOnBean(Enricher.class)
	@ConditionalOnMissingBean(value = EnricherChain.class, name = CHAIN)
	EnricherChain enricherChain(ObjectProvider<Enricher> enrichers) {
		return EnricherChain.of(() -> enrichers.orderedStream().toList());
	}

	@Bean
	EnrichRegister heddleEnrichRegister(Registry registry, EnrichEntries entries,
			ObjectProvider<EnrichCustomizer> customizers, ObjectProvider<FatalErrorHandler> fatalErrors,
			TravellingContext context, Environment environment) {
		ThreadMode mode = Threading.VIRTUAL.isActive(environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		return new EnrichRegister(registry, entries, new EnrichParts(customizers, fatalErrors, context, mode));
	}

}
