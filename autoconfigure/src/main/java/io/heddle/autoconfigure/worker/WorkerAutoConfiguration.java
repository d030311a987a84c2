package io.heddle.autoconfigure.worker;

import java.util.List;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.context.ContextConfiguration;
import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.autoconfigure.registry.RegisteringPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.heddle.worker.Worker;
import io.heddle.worker.WorkerProcess;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of worker processes, and of workers that are beans.
 */
@AutoConfiguration(after = RegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WorkerProperties.class)
@Import(ContextConfiguration.class)
public final class WorkerAutoConfiguration {

	private static final String ASSEMBLER = "heddleWorkerAssembler";

	@Bean
	static WorkerDefinitions heddleWorkerDefinitions(Environment environment, ConfigurableListableBeanFactory beans) {
		return new WorkerDefinitions(environment, ASSEMBLER, beans);
	}

	@Bean
	static RegisteringPostProcessor<WorkerProcess> heddleWorkerProcessPostProcessor(
			ConfigurableListableBeanFactory beans, ObjectProvider<ProcessRegister> register) {
		return new RegisteringPostProcessor<>(WorkerProcess.class, beans, register);
	}

	@Bean
	static RegisteringPostProcessor<Worker> heddleWorkerPostProcessor(ConfigurableListableBeanFactory beans,
			ObjectProvider<WorkerRegister> register) {
		return new RegisteringPostProcessor<>(Worker.class, beans, register);
	}

	@Bean
	static LazyInitializationExcludeFilter heddleWorkerLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(WorkerProcess.class, Worker.class);
	}

	@Bean(ASSEMBLER)
	WorkerAssembler heddleWorkerAssembler() {
		return new WorkerAssembler();
	}

	@Bean
	WorkerContext heddleWorkerContext(Registry registry, HeddleLifecycle lifecycle,
			ObjectProvider<FatalErrorHandler> fatalErrors, Environment environment, BeanFactory beans) {
		ThreadMode mode = Threading.VIRTUAL.isActive(environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		return new WorkerContext(registry, lifecycle, fatalErrors, mode, packages(beans));
	}

	private static List<String> packages(BeanFactory beans) {
		return AutoConfigurationPackages.has(beans)
				? AutoConfigurationPackages.get(beans).stream().filter(StringUtils::hasText).toList() : List.of();
	}

	@Bean
	WorkerNames heddleWorkerNames(Registry registry) {
		return new WorkerNames(registry);
	}

	@Bean
	ProcessRegister heddleWorkerProcessRegister(WorkerContext context, WorkerNames names, WorkerProperties properties,
			Environment environment, ObjectProvider<WorkerCustomizer> customizers) {
		return new ProcessRegister(context, names, new WorkerEntries(properties, environment), customizers);
	}

	@Bean
	WorkerRegister heddleWorkerRegister(WorkerContext context, WorkerNames names, TravellingContext travelling) {
		return new WorkerRegister(context, names, travelling);
	}

}
