package io.heddle.demo.dict;

import io.heddle.dict.ThreadDict;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the map. Its threads start and stop with the application.
 */
@Configuration(proxyBeanMethods = false)
class MachineConfiguration {

	@Bean
	ThreadDict<String, Number> machine(MachineGauges gauges) {
		return ThreadDict.<String, Number>builder("machine").reader(gauges::read).build();
	}

}
