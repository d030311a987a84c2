package io.heddle.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.heddle.worker.WorkerPool;
import io.heddle.worker.WorkerProcess;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON of workers, which users hold on to.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=heddle,health",
				"management.endpoint.health.show-details=always", "heddle.worker.parser.heap=64MB",
				"heddle.worker.parser.jvm-args=-Dtoken=secret",
				"heddle.worker.parser.allowed-types=io.heddle.autoconfigure.**",
				"heddle.worker.parser.environment.TOKEN=secret" })
class WorkerEndpointTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private WorkerProcess parser;

	@Test
	void theRoomListsTheWorkers() throws Exception {
		DocumentContext json = get("/heddle/worker");
		assertThat(json.<Map<String, Object>>read("$").keySet()).containsExactlyInAnyOrder("parser", "pool");
		assertThat(json.<Map<String, Object>>read("$.pool")).containsEntry("state", "RUNNING")
			.containsEntry("kind", "pool")
			.containsEntry("queued", 0)
			.containsEntry("running", 0)
			.containsEntry("done", 1)
			.containsEntry("failed", 1)
			.containsEntry("problem", null)
			.containsOnlyKeys("state", "since", "kind", "queued", "running", "done", "failed", "problem");
		assertThat(json.<String>read("$.parser.kind")).isEqualTo("process");
	}

	@Test
	void aWorkerOfThisJvmInFull() throws Exception {
		DocumentContext json = get("/heddle/worker/pool");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "pool")
			.containsEntry("autoStart", true)
			.containsEntry("maxThreads", 2)
			.containsEntry("queueCapacity", 10)
			.containsOnlyKeys("name", "kind", "state", "since", "autoStart", "problem", "threads", "maxThreads",
					"queueCapacity", "counts");
		assertThat(json.<Map<String, Object>>read("$.counts")).isEqualTo(
				Map.of("queued", 0, "running", 0, "done", 1, "failed", 1, "rejected", 0, "unread", 0, "dropped", 0));
	}

	@Test
	void aWorkerProcessInFullWithoutItsCommandLineAndEnvironment() throws Exception {
		assertThat(this.parser.<Integer>command(() -> 7)).isEqualTo(7);
		DocumentContext json = get("/heddle/worker/parser");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "parser")
			.containsEntry("kind", "process")
			.containsEntry("state", "RUNNING")
			.containsEntry("problem", null)
			.containsEntry("keys", 0)
			.containsEntry("pauseMillis", 0)
			.containsOnlyKeys("name", "kind", "state", "since", "autoStart", "problem", "settings", "counts", "keys",
					"pauseMillis", "children");
		assertThat(json.<Map<String, Object>>read("$.settings"))
			.isEqualTo(Map.of("mode", "PROCESS", "count", 1, "heapBytes", 67108864, "taskTimeout", "PT0S",
					"maxTasksPerChild", 0, "restartBackoff", "PT1S", "queueCapacity", 1000, "maxFrameBytes", 8388608));
		assertThat(json.<Map<String, Object>>read("$.counts")).containsOnlyKeys("queued", "running", "done", "failed",
				"timedOut", "crashed", "joined", "restarts");
		Map<String, Object> child = json.read("$.children[0]");
		assertThat(child).containsOnlyKeys("pid", "state", "tasks", "rssBytes", "cpuMillis", "startedAt")
			.containsEntry("pid", (int) this.parser.pid());
		assertThat(Instant.parse((String) child.get("startedAt"))).isBefore(Instant.now());
		assertThat(json.jsonString()).doesNotContain("secret", "token", "TOKEN");
	}

	@Test
	void healthNamesThem() throws Exception {
		DocumentContext json = get("/health");
		assertThat(json.<String>read("$.components.heddle.status")).isEqualTo("UP");
		assertThat(json.<String>read("$.components.heddle.details.worker.pool.state")).isEqualTo("RUNNING");
	}

	@Test
	void whatIsUnknownIsNotFound() throws Exception {
		assertThat(send("/heddle/worker/nothing").statusCode()).isEqualTo(404);
	}

	private DocumentContext get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = send(path);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	private HttpResponse<String> send(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + this.port + "/actuator" + path);
		return this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		WorkerPool<Boolean> pool() {
			WorkerPool<Boolean> pool = WorkerPool.<Boolean>builder("pool", (failing) -> {
				if (failing) {
					throw new IllegalStateException("secret");
				}
			}).maxThreads(2).queueCapacity(10).start(true).build();
			pool.addTask(true);
			pool.addTask(false);
			assertThat(pool.awaitDone(WorkerPool.DEFAULT_STOP_LIMIT)).isTrue();
			return pool;
		}

	}

}
