package io.heddle.autoconfigure.generator;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.GeneratorMistakes;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.registry.Registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link BackgroundGenerator} bean in when it was made, unless the
 * factory has done so, and out before it is destroyed, when it is closed.
 */
final class GeneratorPostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<Registry> registry;

	GeneratorPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<Registry> registry) {
		this.beans = beans;
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof BackgroundGenerator<?> generator && this.beans.containsBean(beanName)
				&& this.beans.isSingleton(beanName)) {
			add(beanName, generator.activity());
		}
		return bean;
	}

	private void add(String bean, Activity activity) {
		Registry all = this.registry.getObject();
		if (all.contains(activity)) {
			return;
		}
		if (all.find(activity.room(), activity.name()).isPresent()) {
			throw GeneratorMistakes.sameName(activity.name(), bean);
		}
		all.add(activity);
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof BackgroundGenerator;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		BackgroundGenerator<?> generator = (BackgroundGenerator<?>) bean;
		generator.close();
		this.registry.getObject().remove(generator.activity());
	}

}
