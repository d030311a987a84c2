package io.heddle.autoconfigure.background;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.heddle.autoconfigure.background.BackgroundProperties.Manager;
import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.diagnostics.ManagerMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerSpec;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * Registers a bean definition for each further manager that the properties describe;
 * nothing is instantiated.
 */
final class ThreadManagerDefinitions implements BeanDefinitionRegistryPostProcessor {

	static final String PROPERTY = "heddle.background";

	static final String MANAGERS = PROPERTY + ".managers";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final Environment environment;

	private final String assembler;

	private final ConfigurableListableBeanFactory beans;

	ThreadManagerDefinitions(Environment environment, String assembler, ConfigurableListableBeanFactory beans) {
		this.environment = environment;
		this.assembler = assembler;
		this.beans = beans;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		KnownSettings.check(PROPERTY, PROPERTY, BackgroundProperties.class, this.environment);
		if (AotDetector.useGeneratedArtifacts()) {
			return;
		}
		requireDefault();
		List<String> managers = List.of(this.beans.getBeanNamesForType(ThreadManager.class, true, false));
		ConfiguredKeys.under(MANAGERS, this.environment)
			.forEach((uniform, name) -> define(registry, uniform, name, managers));
	}

	/** A bean of another type would take the place of the default manager in silence. */
	private void requireDefault() {
		String name = ThreadManagerSpec.DEFAULT_NAME;
		if (this.beans.containsBean(name) && !this.beans.isTypeMatch(name, ThreadManager.class)) {
			throw ManagerMistakes.defaultNameTaken(name, typeOf(name));
		}
	}

	private void define(BeanDefinitionRegistry registry, String uniform, String name, List<String> managers) {
		if (!NAME.matcher(name).matches()) {
			throw EntryMistakes.invalidName(MANAGERS, name);
		}
		requireSpelled(uniform, name);
		KnownSettings.check(MANAGERS + "." + name, MANAGERS + "." + uniform, Manager.class, this.environment);
		List<String> same = Spelling.matches(name, managers);
		if (!same.isEmpty()) {
			throw ManagerMistakes.isABean(name, same.get(0));
		}
		if (registry.isBeanNameInUse(name)) {
			throw ManagerMistakes.nameTaken(name, typeOf(name));
		}
		registry.registerBeanDefinition(name, definition(name));
	}

	/** A variable overrides values; a manager that nothing else knows is a mistake. */
	private void requireSpelled(String uniform, String name) {
		Map<String, String> spelled = ConfiguredKeys.spelledUnder(MANAGERS, this.environment);
		if (!spelled.containsKey(uniform)) {
			throw ManagerMistakes.onlyInVariable(name, spelled.values());
		}
	}

	private RootBeanDefinition definition(String name) {
		RootBeanDefinition definition = new RootBeanDefinition(ThreadManager.class);
		definition.setFactoryBeanName(this.assembler);
		definition.setFactoryMethodName("assemble");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setDefaultCandidate(false);
		definition.setLazyInit(false);
		definition.setDestroyMethodName("");
		return definition;
	}

	private String typeOf(String bean) {
		Class<?> type = this.beans.getType(bean, false);
		return (type != null) ? type.getName() : "unknown";
	}

}
