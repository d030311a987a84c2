package io.heddle.autoconfigure.background;

import io.heddle.annotation.BackgroundPostProcessor;
import io.heddle.background.Background;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of {@link Background}. Whether classes or interfaces are proxied is
 * for {@code spring.aop.proxy-target-class} to say.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "heddle.enabled", matchIfMissing = true)
public final class BackgroundAnnotationAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static BackgroundPostProcessor heddleBackgroundPostProcessor() {
		return new BackgroundPostProcessor();
	}

}
