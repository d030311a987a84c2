package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import io.heddle.dict.ThreadDict;
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
 * The JSON of dicts, which users hold on to.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=heddle", "heddle.dict.sensors.keys.heap=1h",
				"heddle.dict.sensors.keys.broken=2h", "heddle.dict.sensors.max-age=3h",
				"heddle.dict.sensors.readers=2" })
class DictEndpointTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Actuator actuator;

	@Autowired
	private ThreadDict<String, Object> sensors;

	DictEndpointTests(@LocalServerPort int port) {
		this.actuator = new Actuator(port);
	}

	@Test
	void theRoomListsTheDicts() throws Exception {
		awaitReads();
		DocumentContext json = this.actuator.heddle("/dict");
		assertThat(json.<Map<String, Object>>read("$").keySet()).containsExactlyInAnyOrder("sensors", "large");
		assertThat(json.<Map<String, Object>>read("$.sensors")).containsEntry("state", "RUNNING")
			.containsEntry("keys", 2)
			.containsEntry("polled", 2)
			.containsEntry("reads", 2)
			.containsEntry("errors", 1)
			.containsEntry("problem", null)
			.containsOnlyKeys("state", "since", "keys", "polled", "reads", "errors", "oldestAgeMillis", "problem");
		assertThat(json.<Integer>read("$.sensors.oldestAgeMillis")).isNotNegative();
		assertThat(json.<Integer>read("$.large.oldestAgeMillis")).isNull();
	}

	@Test
	void theOverviewHasThemToo() throws Exception {
		assertThat(this.actuator.heddle("").<Map<String, Object>>read("$.rooms.dict.sensors")).containsOnlyKeys("state",
				"since", "autoStart", "failure");
	}

	@Test
	void aDictInFull() throws Exception {
		awaitReads();
		DocumentContext json = this.actuator.heddle("/dict/sensors");
		assertThat(json.<Map<String, Object>>read("$")).containsEntry("name", "sensors")
			.containsEntry("state", "RUNNING")
			.containsEntry("autoStart", true)
			.containsEntry("problem", null)
			.containsEntry("total", 3)
			.containsEntry("cut", false)
			.containsOnlyKeys("name", "state", "since", "autoStart", "problem", "settings", "counts", "lastUpdate",
					"oldestAgeMillis", "cycles", "total", "cut", "keys");
		assertThat(json.<Map<String, Object>>read("$.settings")).isEqualTo(Map.of("timewait", "PT0S", "delay", "PT0S",
				"readers", 2, "onReadError", "KEEP", "readTimeout", "PT0S", "maxAge", "PT3H", "mode", "PLATFORM"));
		assertThat(json.<Map<String, Object>>read("$.counts")).containsEntry("reads", 2)
			.containsOnlyKeys("keys", "polled", "reads", "errors", "outdated", "skipped", "changes", "writes");
		assertThat(json.<Map<String, Object>>read("$.cycles")).containsEntry("count", 1)
			.containsOnlyKeys("count", "lastStart", "averageMillis");
		assertThat(json.<Double>read("$.cycles.averageMillis")).isNotNegative();
		assertThat(Instant.parse(json.read("$.lastUpdate"))).isBefore(Instant.now());
	}

	@Test
	void keysAreShownWithoutTheirValues() throws Exception {
		awaitReads();
		DocumentContext json = this.actuator.heddle("/dict/sensors");
		Map<String, Object> heap = key(json, "heap");
		assertThat(heap).containsEntry("period", "PT1H")
			.containsEntry("error", null)
			.containsOnlyKeys("key", "ageMillis", "period", "error");
		assertThat((Integer) heap.get("ageMillis")).isNotNegative();
		assertThat(key(json, "broken")).containsEntry("period", "PT2H")
			.containsEntry("ageMillis", null)
			.containsEntry("error", "java.lang.IllegalStateException");
		assertThat(key(json, "written")).containsEntry("period", null).containsEntry("error", null);
		assertThat(json.jsonString()).doesNotContain("secret");
	}

	@Test
	void aLargeDictIsCut() throws Exception {
		DocumentContext json = this.actuator.heddle("/dict/large");
		assertThat(json.<List<Object>>read("$.keys")).hasSize(1000);
		assertThat(json.<Integer>read("$.total")).isEqualTo(1001);
		assertThat(json.<Boolean>read("$.cut")).isTrue();
		assertThat(json.<Integer>read("$.counts.keys")).isEqualTo(1001);
	}

	@Test
	void whatIsUnknownIsNotFound() throws Exception {
		assertThat(this.actuator.send("/heddle/dict/nothing").statusCode()).isEqualTo(404);
		assertThat(this.actuator.send("/heddle/dicts").statusCode()).isEqualTo(404);
	}

	private void awaitReads() {
		await().atMost(LONG).until(() -> this.sensors.getCycleCount() == 1);
	}

	private static Map<String, Object> key(DocumentContext json, String key) {
		List<Map<String, Object>> found = json.read("$.keys[?(@.key == '%s')]".formatted(key));
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ThreadDict<String, Object> sensors() {
			ThreadDict<String, Object> dict = ThreadDict.<String, Object>builder("sensors").reader((key) -> {
				if (key.equals("broken")) {
					throw new IllegalStateException("secret");
				}
				return "secret";
			}).build();
			dict.put("written", "secret");
			return dict;
		}

		@Bean
		ThreadDict<Integer, Object> large() {
			ThreadDict<Integer, Object> dict = ThreadDict.<Integer, Object>builder("large").build();
			for (int i = 0; i <= 1000; i++) {
				dict.put(i, "secret");
			}
			return dict;
		}

	}

}
