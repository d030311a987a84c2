package io.heddle.autoconfigure.endpoint;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.Periodic;
import io.heddle.periodic.ThreadedObject;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The JSON of periodic objects, which users hold on to.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=heddle,health",
				"management.endpoint.health.show-details=always", "heddle.periodic.rescan.period=1h",
				"heddle.periodic.nightly.zone=Europe/Madrid" })
class PeriodicEndpointTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Actuator actuator;

	@Autowired
	private ThreadedObject rescan;

	PeriodicEndpointTests(@LocalServerPort int port) {
		this.actuator = new Actuator(port);
	}

	@Test
	void theOverviewListsThem() throws Exception {
		DocumentContext json = this.actuator.heddle("");
		assertThat(json.<Map<String, Object>>read("$.rooms.periodic").keySet()).containsExactlyInAnyOrder("rescan",
				"nightly", "jobs-fail");
		assertThat(json.<Map<String, Object>>read("$.rooms.periodic.rescan")).containsEntry("state", "RUNNING")
			.containsEntry("autoStart", true)
			.containsOnlyKeys("state", "since", "autoStart", "failure");
		assertThat(this.actuator.heddle("/periodic").<Map<String, Object>>read("$.nightly"))
			.containsEntry("state", "RUNNING")
			.containsOnlyKeys("state", "since", "autoStart", "failure");
	}

	@Test
	void anObjectInFull() throws Exception {
		await().atMost(LONG).until(() -> this.rescan.stats().lastSuccess() != null);
		DocumentContext json = this.actuator.heddle("/periodic/rescan");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "rescan")
			.containsEntry("state", "RUNNING")
			.containsEntry("autoStart", true)
			.containsEntry("problem", null)
			.containsEntry("lastError", null)
			.containsEntry("usage", 0.0)
			.containsOnlyKeys("name", "state", "since", "autoStart", "problem", "settings", "started", "next", "last",
					"lastSuccess", "lastDuration", "lastError", "usage", "counts", "lateness");
		Map<String, Object> settings = new HashMap<>(
				Map.of("period", "PT1H", "mode", "ORIGINAL", "minWait", "PT0.00001S", "threads", 1, "first", 0,
						"catchUp", "NONE", "overlap", "SKIP", "dedicatedThread", false, "grace", 10.0));
		settings.put("cron", null);
		settings.put("zone", null);
		assertThat(json.<Map<String, Object>>read("$.settings")).isEqualTo(settings);
		assertThat(json.<Map<String, Object>>read("$.counts"))
			.isEqualTo(Map.of("count", 0, "running", 0, "errors", 0, "errorsInARow", 0, "skipped", 0, "overruns", 0));
		assertThat(json.<Map<String, Object>>read("$.lateness"))
			.isEqualTo(Map.of("last", "PT0S", "average", "PT0S", "sum", "PT0S"));
		Instant started = Instant.parse(json.read("$.started"));
		assertThat(Instant.parse(json.read("$.last"))).isAfterOrEqualTo(started);
		assertThat(Instant.parse(json.read("$.lastSuccess"))).isAfterOrEqualTo(started);
		assertThat(Instant.parse(json.read("$.next"))).isAfter(started.plus(Duration.ofMinutes(59)));
		assertThat(Duration.parse(json.read("$.lastDuration"))).isBetween(Duration.ZERO, LONG);
	}

	@Test
	void aCrontabInFull() throws Exception {
		DocumentContext json = this.actuator.heddle("/periodic/nightly");
		assertThat(json.<Map<String, Object>>read("$.settings")).containsEntry("cron", "0 3 1 1 *")
			.containsEntry("zone", "Europe/Madrid")
			.containsEntry("mode", "CRON")
			.containsEntry("period", null);
		assertThat(Instant.parse(json.read("$.next"))).isAfter(Instant.now());
		assertThat(json.<Object>read("$.last")).isNull();
	}

	@Test
	void aFailureIsShownWithoutItsMessage() throws Exception {
		await().atMost(LONG)
			.until(() -> this.actuator.heddle("/periodic/jobs-fail").<Integer>read("$.counts.errors") == 1);
		DocumentContext json = this.actuator.heddle("/periodic/jobs-fail");
		assertThat(json.<String>read("$.lastError")).isEqualTo("java.io.IOException");
		assertThat(json.<Integer>read("$.counts.errorsInARow")).isOne();
		assertThat(json.jsonString()).doesNotContain("secret");
	}

	@Test
	void theHealthIsUp() throws Exception {
		HttpResponse<String> health = this.actuator.send("/health");
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(
				JsonPath.parse(health.body()).<Map<String, Object>>read("$.components.heddle.details.periodic.rescan"))
			.isEqualTo(Map.of("state", "RUNNING"));
	}

	@Test
	void whatIsUnknownIsNotFound() throws Exception {
		assertThat(this.actuator.send("/heddle/periodic/nothing").statusCode()).isEqualTo(404);
	}

	static class Jobs {

		@Periodic(period = "1h")
		public void fail() throws IOException {
			throw new IOException("secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ThreadedObject rescan() {
			return ThreadedObject.builder("rescan").build();
		}

		@Bean
		CronTab nightly() {
			return new CronTab("0 3 1 1 *", () -> 1);
		}

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

}
