package io.heddle.autoconfigure.context;

import io.micrometer.context.ContextSnapshotFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

/**
 * Configuration of what travels into threads, for the auto-configurations that make some.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PropagationProperties.class)
public final class ContextConfiguration {

	@Bean
	TravellingContext heddleTravellingContext(PropagationProperties properties,
			ObjectProvider<TaskDecorator> decorators, ObjectProvider<ContextPropagation> propagation) {
		return new TravellingContext(properties.contextPropagation(), decorators, propagation);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextSnapshotFactory.class)
	static class PropagationConfiguration {

		@Bean
		ContextPropagation heddleContextPropagation() {
			return new ContextPropagation();
		}

	}

}
