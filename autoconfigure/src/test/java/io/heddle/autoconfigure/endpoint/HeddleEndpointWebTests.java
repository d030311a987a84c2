package io.heddle.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.heddle.autoconfigure.pipeline.Collector;
import io.heddle.autoconfigure.pipeline.Endless;
import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The JSON, which users hold on to.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=heddle,health",
				"management.endpoint.health.show-details=always", "heddle.pipeline.census.flow=numbers,collector",
				"heddle.pipeline.census.stages.collector.threads=2", "heddle.pipeline.broken.flow=numbers,failing",
				"heddle.pipeline.endless.flow=forever,slow", "heddle.pipeline.endless.stages.slow.queue-capacity=16",
				"heddle.pipeline.idle.flow=numbers,collector", "heddle.pipeline.idle.auto-start=false",
				"heddle.shutdown.timeout=100ms" })
class HeddleEndpointWebTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("census")
	private Pipeline census;

	@Autowired
	@Qualifier("broken")
	private Pipeline broken;

	@Test
	void listsEverythingByRoom() throws Exception {
		assertThat(this.census.awaitEnd(LONG)).isTrue();
		DocumentContext json = get("");
		assertThat(json.<Map<String, Object>>read("$.rooms.pipeline").keySet()).containsExactly("census", "broken",
				"endless", "idle");
		assertThat(json.<Map<String, Object>>read("$.rooms.pipeline.census")).containsEntry("state", "ENDED")
			.containsEntry("autoStart", true)
			.containsEntry("failure", null)
			.containsOnlyKeys("state", "since", "autoStart", "failure");
		assertThat(Instant.parse(json.read("$.rooms.pipeline.census.since"))).isBefore(Instant.now());
		assertThat(json.<String>read("$.rooms.pipeline.idle.state")).isEqualTo("NEW");
	}

	@Test
	void listsOneRoom() throws Exception {
		assertThat(get("/pipeline").<Map<String, Object>>read("$"))
			.isEqualTo(get("").<Map<String, Object>>read("$.rooms.pipeline"));
	}

	@Test
	void showsAPipelineInFull() throws Exception {
		assertThat(this.census.awaitEnd(LONG)).isTrue();
		DocumentContext json = get("/pipeline/census");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "census")
			.containsEntry("state", "ENDED")
			.containsEntry("runs", 1)
			.containsOnlyKeys("name", "state", "since", "autoStart", "startedAt", "runs", "failure", "stages");
		assertThat(json.<List<String>>read("$.stages[*].name")).containsExactly("numbers", "collector");
		assertThat(json.<List<String>>read("$.stages[*].kind")).containsExactly("FRONTEND", "BACKEND");
		assertThat(json.<List<Integer>>read("$.stages[*].threads")).containsExactly(1, 2);
		assertThat(json.<Map<String, Object>>read("$.stages[0]")).containsOnlyKeys("name", "kind", "mode", "threads",
				"workers", "share", "items", "queue", "serviceTime", "throughput");
		assertThat(json.<Map<String, Object>>read("$.stages[1].items")).containsEntry("in", 10)
			.containsEntry("passed", 10)
			.containsOnlyKeys("in", "passed", "out", "filtered", "failed", "retried", "deadLettered", "abandoned");
		assertThat(json.<Map<String, Object>>read("$.stages[1].queue")).containsEntry("size", 0)
			.containsEntry("capacity", 1024);
		assertThat(json.<Map<String, Object>>read("$.stages[1].share")).containsOnlyKeys("busy", "idle", "blocked");
		assertThat(json.<Map<String, Object>>read("$.stages[1].serviceTime")).containsOnlyKeys("p50Millis", "p99Millis",
				"maxMillis");
		assertThat(json.<Map<String, Object>>read("$.stages[1].throughput")).containsOnlyKeys("currentPerSecond",
				"lifetimePerSecond");
	}

	@Test
	void showsWhatItsThreadsDo() {
		await().atMost(LONG).untilAsserted(() -> {
			DocumentContext json = get("/pipeline/endless");
			assertThat(json.<Map<String, Object>>read("$.stages[0].workers[0]")).containsEntry("index", 0)
				.containsEntry("thread", "endless-forever-0")
				.containsEntry("doing", "BLOCKED");
			assertThat(json.<Integer>read("$.stages[1].queue.size")).isPositive();
			assertThat(json.<Integer>read("$.stages[1].queue.capacity")).isEqualTo(16);
		});
	}

	@Test
	void showsAFailureWithoutItsMessage() throws Exception {
		assertThat(this.broken.awaitEnd(LONG)).isTrue();
		DocumentContext json = get("/pipeline/broken");
		assertThat(json.<Map<String, Object>>read("$.failure")).containsEntry("where", "failing")
			.containsEntry("exception", "java.lang.IllegalStateException")
			.containsOnlyKeys("where", "exception", "suppressed", "at");
		assertThat(json.jsonString()).doesNotContain("secret");
	}

	@Test
	void whatIsUnknownIsNotFound() throws Exception {
		assertThat(send("/pipeline/nothing").statusCode()).isEqualTo(404);
		assertThat(send("/nothing/census").statusCode()).isEqualTo(404);
		assertThat(send("/pipelines").statusCode()).isEqualTo(404);
	}

	@Test
	void nothingCanBeChanged() throws Exception {
		for (String method : List.of("POST", "DELETE", "PUT")) {
			HttpRequest request = HttpRequest.newBuilder(uri("/heddle/pipeline/endless"))
				.method(method, BodyPublishers.noBody())
				.build();
			assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isBetween(400, 499);
		}
	}

	@Test
	void healthIsDown() throws Exception {
		assertThat(this.broken.awaitEnd(LONG)).isTrue();
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(uri("/health")).build(),
				BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(503);
		DocumentContext json = JsonPath.parse(response.body());
		assertThat(json.<String>read("$.components.heddle.status")).isEqualTo("DOWN");
		assertThat(json.<Map<String, Object>>read("$.components.heddle.details.pipeline.broken"))
			.containsEntry("state", "FAILED")
			.containsEntry("where", "failing")
			.containsEntry("exception", "java.lang.IllegalStateException")
			.hasSize(3);
	}

	private DocumentContext get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = send(path);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	private HttpResponse<String> send(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri("/heddle" + path)).build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + "/actuator" + path);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Numbers numbers() {
			return new Numbers();
		}

		@Bean
		Collector collector() {
			return new Collector();
		}

		@Bean
		Endless forever() {
			return new Endless();
		}

		/** Holds its first item until the pipeline is stopped. */
		@Bean
		Backend<Object> slow() {
			return (item) -> new CountDownLatch(1).await();
		}

		@Bean
		Backend<Object> failing() {
			return (item) -> {
				throw new IllegalStateException("secret");
			};
		}

	}

}
