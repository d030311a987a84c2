package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import io.heddle.demo.DemoApplication;
import io.heddle.pipeline.Pipeline;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application on a small directory: three jars that can be read, with five
 * classes of four names, and one that cannot.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMetrics
@SuppressWarnings("NullAway.Init")
class CensusApplicationTests {

	@TempDir
	static Path directory;

	@Autowired
	private Pipeline census;

	@Autowired
	private CensusMonitor monitor;

	private final RestTestClient client;

	CensusApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@BeforeAll
	static void writeJars() throws IOException {
		TestJars.write(directory.resolve("a/a.jar"), "io/foo/Same.class", "io/foo/OnlyInA.class");
		TestJars.write(directory.resolve("b/b.jar"), "io/foo/Same.class", "io/foo/OnlyInB.class");
		TestJars.write(directory.resolve("c.jar"), "io/foo/TheLongestNameOfAllClasses.class", "readme.txt");
		TestJars.writeCorrupt(directory.resolve("corrupt.jar"));
	}

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("census.directory", directory::toString);
	}

	@BeforeEach
	void awaitReport() {
		Awaitility.await().until(() -> this.monitor.status().report() != null);
	}

	@Test
	void reportIsAtTheRoot() {
		this.client.get()
			.uri("/")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.state")
			.isEqualTo("ENDED")
			.jsonPath("$.numbers.expected")
			.isEqualTo(4)
			.jsonPath("$.report.numbers.read")
			.isEqualTo(3)
			.jsonPath("$.report.numbers.classes")
			.isEqualTo(5)
			.jsonPath("$.report.numbers.stored")
			.isEqualTo(5)
			.jsonPath("$.report.numbers.unreadable['corrupt.jar']")
			.exists()
			.jsonPath("$.report.duplicateClasses")
			.isEqualTo(1)
			.jsonPath("$.report.largest[0].name")
			.isEqualTo("io.foo.TheLongestNameOfAllClasses");
	}

	@Test
	void browserGetsAPage() {
		this.client.get()
			.uri("/")
			.accept(MediaType.TEXT_HTML, MediaType.ALL)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("<h1>Jar census</h1>"));
	}

	@Test
	void duplicatesAreListedWithTheirJars() {
		this.client.get()
			.uri("/duplicates")
			.exchange()
			.expectBody()
			.jsonPath("$.names")
			.isEqualTo(1)
			.jsonPath("$.shown[0].name")
			.isEqualTo("io.foo.Same")
			.jsonPath("$.shown[0].jars[0]")
			.isEqualTo("a/a.jar")
			.jsonPath("$.shown[0].jars[1]")
			.isEqualTo("b/b.jar");
	}

	@Test
	void endpointShowsThePipeline() {
		assertThat(body("/actuator/heddle")).contains("census");
		assertThat(body("/actuator/heddle/pipeline/census")).contains("jarFinder", "classReader", "classStore")
			.contains("ENDED");
	}

	@Test
	void corruptJarIsCountedAsFailed() {
		assertThat(this.census.snapshot().stage("classReader").items().failed()).isOne();
		assertThat(this.census.snapshot().stage("classReader").items().passed()).isEqualTo(3);
	}

	@Test
	void metersAreExported() {
		assertThat(body("/actuator/prometheus")).contains("heddle_pipeline_").contains("classReader");
	}

	@Test
	void healthIsUp() {
		assertThat(body("/actuator/health")).contains("\"status\":\"UP\"").doesNotContain("DOWN");
	}

	@Test
	void nextRunCountsAnew() {
		CensusReport first = report();
		this.census.start();
		assertThat(this.census.awaitEnd(Duration.ofSeconds(30))).isTrue();
		awaitReport();
		assertThat(report()).isNotSameAs(first);
		assertThat(report().numbers()).isEqualTo(first.numbers());
		assertThat(report().duplicateClasses()).isEqualTo(first.duplicateClasses());
		assertThat(report().largest()).isEqualTo(first.largest());
	}

	private CensusReport report() {
		return Objects.requireNonNull(this.monitor.status().report());
	}

	private String body(String path) {
		String body = this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return (body != null) ? body : "";
	}

}
