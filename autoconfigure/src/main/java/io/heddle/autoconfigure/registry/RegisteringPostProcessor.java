package io.heddle.autoconfigure.registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Has each singleton bean of a type taken in when it was made, and out before it is
 * destroyed.
 *
 * @param <T> the beans
 */
public final class RegisteringPostProcessor<T> implements DestructionAwareBeanPostProcessor {

	private final Class<? super T> type;

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<? extends BeanRegister<T>> register;

	public RegisteringPostProcessor(Class<? super T> type, ConfigurableListableBeanFactory beans,
			ObjectProvider<? extends BeanRegister<T>> register) {
		this.type = type;
		this.beans = beans;
		this.register = register;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.type.isInstance(bean) && this.beans.containsBean(beanName) && this.beans.isSingleton(beanName)) {
			this.register.getObject().add(beanName, known(bean));
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.type.isInstance(bean);
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.register.getObject().remove(known(bean));
	}

	@SuppressWarnings("unchecked") // its parameters are nobody's concern here
	private T known(Object bean) {
		return (T) bean;
	}

}
