package io.heddle.demo.periodic;

import io.heddle.periodic.ThreadedObject;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares what is done periodically. It is started and stopped with the application.
 */
@Configuration(proxyBeanMethods = false)
class RescanConfiguration {

	@Bean
	ThreadedObject rescan(JarWatch watch) {
		return ThreadedObject.builder("rescan").target(watch::look).build();
	}

}
