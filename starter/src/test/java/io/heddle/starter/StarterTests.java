package io.heddle.starter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.autoconfigure.endpoint.HeddleEndpoint;
import io.heddle.background.ThreadManager;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineState;
import io.heddle.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application has that has nothing but the starter.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = { "management.endpoints.web.exposure.include=heddle",
		"heddle.pipeline.greeting.stages.printer.threads=2" })
class StarterTests {

	@Autowired
	private Pipeline greeting;

	@Autowired
	private List<String> printed;

	@Autowired
	private ThreadManager threads;

	@Test
	void runsAPipeline() {
		assertThat(this.greeting.awaitEnd(Duration.ofSeconds(20))).isTrue();
		assertThat(this.greeting.getState()).isEqualTo(PipelineState.ENDED);
		assertThat(this.printed).containsExactlyInAnyOrder("good", "morning");
	}

	@Test
	void runsATaskInTheBackground() throws Exception {
		MDC.put("user", "alice");
		try {
			assertThat(this.threads.doAsync(() -> MDC.get("user")).get()).isEqualTo("alice");
		}
		finally {
			MDC.clear();
		}
	}

	@Test
	void observesATaskBelowItsCaller(@Autowired ObservationRegistry observations) throws Exception {
		Observation caller = Observation.start("caller", observations);
		ObservationView seen = caller.scoped(() -> this.threads.doAsync(observations::getCurrentObservation)).get();
		caller.stop();
		assertThat(seen).isNotNull();
		assertThat(seen.getContextView().getName()).isEqualTo("heddle.background.task");
		assertThat(seen.getContextView().getParentObservation()).isSameAs(caller);
	}

	@Test
	void registersIt(@Autowired Registry registry) {
		assertThat(registry.list()).containsExactlyInAnyOrder(this.greeting, this.threads);
	}

	@Test
	void showsItAtTheEndpoint(@Autowired HeddleEndpoint endpoint) {
		assertThat(endpoint.overview().rooms()).containsOnlyKeys("pipeline", "background");
		assertThat(endpoint.describe("pipeline", "greeting")).isNotNull();
		assertThat(endpoint.describe("background", "threadManager")).isNotNull();
	}

	@Test
	void measuresIt(@Autowired MeterRegistry meters) {
		assertThat(meters.find("heddle.pipeline.items").tag("pipeline", "greeting").meters()).isNotEmpty();
		assertThat(meters.find("heddle.background.completed").tag("name", "threadManager").meters()).isNotEmpty();
	}

	@Test
	void knowsItsHealth(@Autowired ApplicationContext context) {
		assertThat(context.containsBean("heddleHealthIndicator")).isTrue();
	}

	@Test
	void bringsNoWebServer() {
		for (String server : List.of("org.apache.catalina.startup.Tomcat",
				"org.springframework.web.servlet.DispatcherServlet", "reactor.netty.http.server.HttpServer")) {
			assertThat(ClassUtils.isPresent(server, getClass().getClassLoader())).as(server).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		List<String> printed() {
			return new CopyOnWriteArrayList<>();
		}

		@Bean
		Frontend<String> greeter() {
			return (out) -> {
				out.emit("good");
				out.emit("morning");
			};
		}

		@Bean
		Backend<String> printer(List<String> printed) {
			return printed::add;
		}

	}

}
