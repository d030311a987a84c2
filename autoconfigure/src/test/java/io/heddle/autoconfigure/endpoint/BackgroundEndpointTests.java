package io.heddle.autoconfigure.endpoint;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The JSON of thread managers, which users hold on to.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=heddle,health",
				"management.endpoint.health.show-details=always", "heddle.background.managers.reports.max-threads=1",
				"heddle.background.managers.reports.history=2",
				"heddle.background.managers.reports.overflow=caller-runs", "heddle.shutdown.timeout=1s" })
class BackgroundEndpointTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Actuator actuator;

	private final CountDownLatch release = new CountDownLatch(1);

	@Autowired
	@Qualifier("reports")
	private ThreadManager reports;

	@AfterEach
	void end() {
		this.release.countDown();
		await().atMost(LONG).until(() -> this.reports.keys().isEmpty());
	}

	BackgroundEndpointTests(@LocalServerPort int port) {
		this.actuator = new Actuator(port);
	}

	@Test
	void theOverviewListsTheManagers() throws Exception {
		DocumentContext json = this.actuator.heddle("");
		assertThat(json.<Map<String, Object>>read("$.rooms.background").keySet())
			.containsExactlyInAnyOrder("threadManager", "reports");
		assertThat(json.<Map<String, Object>>read("$.rooms.background.reports")).containsEntry("state", "RUNNING")
			.containsEntry("autoStart", true)
			.containsOnlyKeys("state", "since", "autoStart", "failure");
	}

	@Test
	void theRoomShowsTheTasksOfAllManagers() throws Exception {
		ThreadWrapper<Integer> task = this.reports.task(() -> 42).name("sum").doAsync();
		assertThat(task.join(LONG)).isTrue();
		DocumentContext json = this.actuator.heddle("/background");
		assertThat(json.<Map<String, Object>>read("$").keySet()).containsExactlyInAnyOrder("threadManager", "reports");
		assertThat(json.<Map<String, Object>>read("$.reports")).containsOnlyKeys("state", "since", "active", "history");
		assertThat(json.<String>read("$.reports.history[0].name")).isEqualTo("sum-" + task.getId());
		assertThat(json.<List<Object>>read("$.reports.active")).isEmpty();
	}

	@Test
	void aManagerInFull() throws Exception {
		ThreadWrapper<String> sum = this.reports.task(() -> "the result").name("sum").doAsync();
		assertThat(sum.join(LONG)).isTrue();
		ThreadWrapper<?> export = this.reports.task((thread) -> {
			thread.progress(1, 4);
			return this.release.await(20, TimeUnit.SECONDS);
		}).name("export").doAsync();
		await().atMost(LONG).until(() -> !export.getStatus().equals(""));
		DocumentContext json = this.actuator.heddle("/background/reports");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "reports")
			.containsEntry("state", "RUNNING")
			.containsEntry("threads", 1)
			.containsEntry("stuck", 0)
			.containsOnlyKeys("name", "state", "since", "settings", "threads", "counts", "stuck", "active", "history");
		assertThat(json.<Map<String, Object>>read("$.settings")).isEqualTo(Map.of("maxThreads", 1, "queueCapacity",
				1000, "overflow", "CALLER_RUNS", "mode", "PLATFORM", "history", 2, "keepAlive", "PT1M"));
		assertThat(json.<Map<String, Object>>read("$.counts")).containsEntry("running", 1)
			.containsEntry("waiting", 0)
			.containsOnlyKeys("accepted", "started", "succeeded", "failed", "cancelled", "rejected", "waiting",
					"running");
		Map<String, Object> active = json.read("$.active[0]");
		assertThat(active).containsEntry("id", (int) export.getId())
			.containsEntry("name", export.getName())
			.containsEntry("state", "RUNNING")
			.containsEntry("status", Map.of("done", 1, "total", 4, "share", 0.25))
			.containsEntry("finishedWith", null)
			.containsEntry("exception", null)
			.containsEntry("thread", export.getName())
			.containsEntry("stuck", false)
			.containsOnlyKeys("id", "name", "state", "status", "startTime", "duration", "finishedWith", "exception",
					"thread", "stuck");
		assertThat(Instant.parse((String) active.get("startTime"))).isBefore(Instant.now());
		assertThat(Duration.parse((String) active.get("duration"))).isPositive();
		assertThat(json.<Map<String, Object>>read("$.history[0]")).containsEntry("name", sum.getName())
			.containsEntry("state", "CLOSED")
			.containsEntry("finishedWith", "RETURNED")
			.containsEntry("thread", null);
		assertThat(json.jsonString()).doesNotContain("the result");
	}

	@Test
	void theHistoryIsBoundedAndTheLatestIsTheFirst() throws Exception {
		for (String name : List.of("one", "two", "three")) {
			assertThat(this.reports.task(() -> name).name(name).doAsync().join(LONG)).isTrue();
		}
		List<String> names = this.actuator.heddle("/background/reports").read("$.history[*].name");
		assertThat(names).hasSize(2);
		assertThat(names.get(0)).startsWith("three-");
		assertThat(names.get(1)).startsWith("two-");
	}

	@Test
	void aFailureIsShownWithoutItsMessage() throws Exception {
		assertThat(this.reports.task((thread) -> {
			thread.setStatus(List.of("half", "way"));
			throw new IllegalStateException("secret");
		}).doAsync().join(LONG)).isTrue();
		DocumentContext json = this.actuator.heddle("/background/reports");
		assertThat(json.<Map<String, Object>>read("$.history[0]")).containsEntry("finishedWith", "EXCEPTION")
			.containsEntry("exception", "java.lang.IllegalStateException")
			.containsEntry("status", "[half, way]");
		assertThat(json.jsonString()).doesNotContain("secret");
	}

	@Test
	void aStuckTaskIsShownAndReportedByTheHealth() throws Exception {
		CountDownLatch reached = new CountDownLatch(1);
		ThreadWrapper<@Nullable Void> task = this.reports.doAsync(() -> {
			reached.countDown();
			awaitRelease();
		});
		assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(task.cancel()).isTrue();
		DocumentContext json = this.actuator.heddle("/background/reports");
		assertThat(json.<Integer>read("$.stuck")).isOne();
		assertThat(json.<Boolean>read("$.active[0].stuck")).isTrue();
		HttpResponse<String> health = this.actuator.send("/health");
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(JsonPath.parse(health.body())
			.<Map<String, Object>>read("$.components.heddle.details.background.reports"))
			.isEqualTo(Map.of("state", "RUNNING", "active", 1, "stuck", 1));
	}

	private void awaitRelease() {
		boolean released = false;
		while (!released) {
			released = isReleased();
		}
	}

	/** Ignores interrupts, as bad code does. */
	@SuppressWarnings("Interruption")
	private boolean isReleased() {
		try {
			return this.release.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	@Test
	void whatIsUnknownIsNotFound() throws Exception {
		assertThat(this.actuator.send("/heddle/background/nothing").statusCode()).isEqualTo(404);
		assertThat(this.actuator.send("/heddle/backgrounds").statusCode()).isEqualTo(404);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
