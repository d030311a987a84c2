package io.heddle.autoconfigure.pipeline;

import java.io.IOException;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Frontend;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application without a web server, whose main method returns while its pipelines run.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RegistryAutoConfiguration.class, PipelineAutoConfiguration.class })
public class ExitApplication {

	private static final Thread MAIN = Thread.currentThread();

	/** Starts it and returns. */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(ExitApplication.class).web(WebApplicationType.NONE).run(arguments);
		System.out.println("main returns");
	}

	@Bean
	Frontend<String> atOnce() {
		return (out) -> out.emit("at once");
	}

	@Bean
	Frontend<String> later() {
		return (out) -> {
			MAIN.join();
			out.emit("after main");
		};
	}

	@Bean
	Backend<String> printer() {
		return (item) -> System.out.println("got " + item);
	}

	@Bean
	Backend<String> broken() {
		return (item) -> {
			throw new IOException("broken by " + item);
		};
	}

}
