package io.heddle.demo.dict;

import java.nio.file.Path;
import java.time.Duration;

import io.heddle.demo.DemoApplication;
import io.heddle.dict.ThreadDict;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The machine, in the application with an empty directory.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init")
class MachineApplicationTests {

	@TempDir
	static Path directory;

	@Autowired
	private ThreadDict<String, Number> machine;

	private final RestTestClient client;

	MachineApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("census.directory", directory::toString);
	}

	@Test
	void eachGaugeHasItsPeriod() {
		assertThat(this.machine.threadKeys()).containsExactlyInAnyOrder("heap", "cpu", "disk");
		assertThat(this.machine.entry("heap").period()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.machine.entry("disk").period()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void gaugesAreReadInTheBackground() {
		Awaitility.await().until(() -> this.machine.containsKey("heap") && this.machine.containsKey("disk"));
		this.client.get()
			.uri("/machine")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.heap.value")
			.isNumber()
			.jsonPath("$.heap.ageMillis")
			.isNumber()
			.jsonPath("$.disk.period")
			.isEqualTo("PT30S");
	}

	@Test
	void theEndpointShowsTheValues() {
		Awaitility.await().until(() -> this.machine.containsKey("heap"));
		this.client.get()
			.uri("/actuator/heddle/dict/machine")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("\"heap\"").contains("\"cpu\""));
	}

	@Test
	void aGaugeThatThereIsNotIsAMistake() {
		assertThat(new MachineGauges())
			.satisfies((gauges) -> org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
				.isThrownBy(() -> gauges.read("fan"))
				.withMessageContaining("There is no gauge 'fan'"));
	}

}
