package io.heddle.autoconfigure.pipeline;

import io.heddle.pipeline.Pipeline;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Takes each singleton {@link Pipeline} bean in when it was made, and out before it is
 * destroyed.
 */
final class PipelinePostProcessor implements DestructionAwareBeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<PipelineTuning> tuning;

	PipelinePostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<PipelineTuning> tuning) {
		this.beans = beans;
		this.tuning = tuning;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Pipeline pipeline && this.beans.containsBean(beanName)
				&& this.beans.isSingleton(beanName)) {
			this.tuning.getObject().add(beanName, pipeline);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof Pipeline;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.tuning.getObject().remove((Pipeline) bean);
	}

}
