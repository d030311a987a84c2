package io.heddle.autoconfigure.periodic;

import io.heddle.periodic.CronTab;
import io.heddle.periodic.ThreadedObject;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link ThreadedObject} and {@link CronTab} bean in when it was
 * made, and out before it is destroyed.
 */
final class PeriodicBeanPostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<PeriodicObjects> objects;

	PeriodicBeanPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<PeriodicObjects> objects) {
		this.beans = beans;
		this.objects = objects;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (requiresDestruction(bean) && this.beans.containsBean(beanName) && this.beans.isSingleton(beanName)) {
			if (bean instanceof ThreadedObject object) {
				this.objects.getObject().add(beanName, object);
			}
			else if (bean instanceof CronTab crontab) {
				this.objects.getObject().add(beanName, crontab);
			}
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof ThreadedObject || bean instanceof CronTab;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (bean instanceof ThreadedObject object) {
			this.objects.getObject().remove(object);
		}
		else if (bean instanceof CronTab crontab) {
			this.objects.getObject().remove(crontab);
		}
	}

}
