package io.heddle.autoconfigure.enrich;

import io.heddle.enrich.ConfigEnricher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link ConfigEnricher} bean in when it was made, and out before it
 * is destroyed. It looks before others may put a proxy in its place.
 */
final class EnrichPostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<EnrichRegister> register;

	EnrichPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<EnrichRegister> register) {
		this.beans = beans;
		this.register = register;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof ConfigEnricher<?, ?, ?> enricher && this.beans.containsBean(beanName)
				&& this.beans.isSingleton(beanName)) {
			this.register.getObject().add(beanName, enricher);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof ConfigEnricher;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.register.getObject().remove((ConfigEnricher<?, ?, ?>) bean);
	}

}
