package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link ThreadManager} bean in when it was made, and out before it
 * is destroyed.
 */
final class ThreadManagerPostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<ManagerRegister> register;

	ThreadManagerPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<ManagerRegister> register) {
		this.beans = beans;
		this.register = register;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ThreadManager manager && this.beans.containsBean(beanName)
				&& this.beans.isSingleton(beanName)) {
			this.register.getObject().add(beanName, manager);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof ThreadManager;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.register.getObject().remove((ThreadManager) bean);
	}

}
