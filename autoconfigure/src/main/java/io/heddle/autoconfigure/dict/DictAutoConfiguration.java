package io.heddle.autoconfigure.dict;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.registry.RegisteringPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of dicts that are beans.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DictProperties.class)
public final class DictAutoConfiguration {

	@Bean
	static RegisteringPostProcessor<ThreadDict<?, ?>> heddleDictPostProcessor(ConfigurableListableBeanFactory beans,
			ObjectProvider<DictRegister> register) {
		return new RegisteringPostProcessor<>(ThreadDict.class, beans, register);
	}

	@Bean
	static LazyInitializationExcludeFilter heddleDictLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ThreadDict.class, DictEntries.class);
	}

	@Bean
	DictEntries heddleDictEntries(DictProperties properties, Environment environment,
			ConfigurableListableBeanFactory beans, Registry registry) {
		return new DictEntries(properties, environment, beans, registry);
	}

	@Bean
	DictKeys heddleDictKeys(Environment environment, ConfigurableListableBeanFactory beans) {
		ConversionService own = beans.getConversionService();
		return new DictKeys(environment, (own != null) ? own : ApplicationConversionService.getSharedInstance(),
				new KeyTypes(beans));
	}

	@Bean
	DictRegister heddleDictRegister(Registry registry, HeddleLifecycle lifecycle, DictEntries entries, DictKeys keys,
			DictParts parts) {
		return new DictRegister(registry, lifecycle, entries, keys, parts);
	}

	@Bean
	DictParts heddleDictParts(ObjectProvider<DictCustomizer> customizers, ObjectProvider<FatalErrorHandler> fatalErrors,
			Environment environment, ConfigurableApplicationContext context) {
		ThreadMode mode = Threading.VIRTUAL.isActive(environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		return new DictParts(customizers, fatalErrors, mode, new DictEvents(context));
	}

}
