package io.heddle.autoconfigure.worker;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.diagnostics.WorkerMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.worker.WorkerProperties.Entry;
import io.heddle.worker.WorkerProcess;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * Registers a bean definition for each worker process that the properties describe and
 * that is no bean already; nothing is instantiated.
 */
final class WorkerDefinitions implements BeanDefinitionRegistryPostProcessor {

	private static final String PROPERTY = WorkerEntries.PROPERTY;

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final Environment environment;

	private final String assembler;

	private final ConfigurableListableBeanFactory beans;

	WorkerDefinitions(Environment environment, String assembler, ConfigurableListableBeanFactory beans) {
		this.environment = environment;
		this.assembler = assembler;
		this.beans = beans;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		List<String> workers = List.of(this.beans.getBeanNamesForType(WorkerProcess.class, true, false));
		ConfiguredKeys.under(PROPERTY, this.environment).forEach((uniform, name) -> {
			if (!NAME.matcher(name).matches()) {
				throw EntryMistakes.invalidName(PROPERTY, name);
			}
			KnownSettings.check(PROPERTY + "." + name, PROPERTY + "." + uniform, Entry.class, this.environment);
			if (Spelling.matches(name, workers).isEmpty() && !AotDetector.useGeneratedArtifacts()) {
				define(registry, uniform, name);
			}
		});
	}

	private void define(BeanDefinitionRegistry registry, String uniform, String name) {
		Map<String, String> spelled = ConfiguredKeys.spelledUnder(PROPERTY, this.environment);
		if (!spelled.containsKey(uniform)) {
			throw WorkerMistakes.onlyInVariable(name, spelled.values());
		}
		if (registry.isBeanNameInUse(name)) {
			throw WorkerMistakes.nameTaken(name, typeOf(name));
		}
		registry.registerBeanDefinition(name, definition(name));
	}

	private RootBeanDefinition definition(String name) {
		RootBeanDefinition definition = new RootBeanDefinition(WorkerProcess.class);
		definition.setFactoryBeanName(this.assembler);
		definition.setFactoryMethodName("assemble");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setLazyInit(false);
		definition.setDestroyMethodName("");
		return definition;
	}

	private String typeOf(String bean) {
		Class<?> type = this.beans.getType(bean, false);
		return (type != null) ? type.getName() : "unknown";
	}

}
