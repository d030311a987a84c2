package io.heddle.demo.enrich;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.heddle.demo.DemoApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The licences of a small directory.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init")
class LicenceApplicationTests {

	@TempDir
	static Path directory;

	private final RestTestClient client;

	LicenceApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@BeforeAll
	static void writeJars() throws IOException {
		for (int i = 0; i < 5; i++) {
			write("mit-" + i, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nBundle-License: MIT\r\n\r\n");
		}
		write("apache", "META-INF/maven/io.foo/foo/pom.xml",
				"<project><licenses><license><name>Apache License, Version 2.0</name></license></licenses></project>");
		write("unknown", "io/foo/Bar.class", "content");
		Files.writeString(directory.resolve("broken.jar"), "<html>404</html>");
	}

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("census.directory", directory::toString);
	}

	private static void write(String name, String entry, String content) throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve(name + ".jar")))) {
			out.putNextEntry(new ZipEntry(entry));
			out.write(content.getBytes(StandardCharsets.UTF_8));
			out.closeEntry();
		}
	}

	private String get(String path) {
		String body = this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
		return String.valueOf(body);
	}

	@Test
	void licencesAreLookedUpAfterTheCensusAndOnDemand() {
		awaitEnd();
		assertLicences();
		this.client.post().uri("/licences").exchange().expectStatus().isEqualTo(HttpStatus.ACCEPTED);
		awaitEnd();
		assertLicences();
		assertThat(get("/actuator/heddle/enrich/licences")).contains("\"name\":\"licences\"");
	}

	private void awaitEnd() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> get("/licences").contains("{\"searching\":false,\"last\":{"));
	}

	private void assertLicences() {
		assertThat(get("/licences")).contains("\"jars\":8,\"known\":6,\"unknown\":1,\"unreadable\":1")
			.contains("{\"licence\":\"MIT\",\"jars\":5,\"example\":\"mit-0.jar\"},"
					+ "{\"licence\":\"Apache-2.0\",\"jars\":1,\"example\":\"apache.jar\"}");
	}

}
