package io.heddle.autoconfigure.dict;

import io.heddle.dict.ThreadDict;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link ThreadDict} bean in when it was made, and out before it is
 * destroyed.
 */
final class DictPostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<DictRegister> register;

	DictPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<DictRegister> register) {
		this.beans = beans;
		this.register = register;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ThreadDict<?, ?> dict && this.beans.containsBean(beanName)
				&& this.beans.isSingleton(beanName)) {
			this.register.getObject().add(beanName, dict);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof ThreadDict;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.register.getObject().remove((ThreadDict<?, ?>) bean);
	}

}
