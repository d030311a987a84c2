package io.heddle.demo.periodic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.heddle.activity.ActivityState;
import io.heddle.demo.DemoApplication;
import io.heddle.periodic.ThreadedObject;
import io.heddle.pipeline.Pipeline;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
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
 * The look for new jars on a small directory.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "heddle.periodic.rescan.period=1h")
@SuppressWarnings("NullAway.Init")
class RescanApplicationTests {

	@TempDir
	static Path directory;

	@Autowired
	private Pipeline census;

	@Autowired
	private ThreadedObject rescan;

	@Autowired
	private JarWatch watch;

	private final RestTestClient client;

	RescanApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@BeforeAll
	static void writeJar() throws IOException {
		write("first.jar");
	}

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("census.directory", directory::toString);
	}

	private static void write(String name) throws IOException {
		try (OutputStream file = Files.newOutputStream(directory.resolve(name));
				JarOutputStream jar = new JarOutputStream(file)) {
			jar.putNextEntry(new JarEntry("io/foo/" + name.replace(".jar", ".class")));
			jar.write(1);
		}
	}

	@Test
	void aNewJarIsCounted() throws IOException {
		Awaitility.await().until(() -> this.watch.jarCount() == 1);
		Awaitility.await().until(() -> this.census.activityState() == ActivityState.ENDED);
		int runs = this.census.snapshot().runs();
		write("second.jar");
		this.client.post().uri("/rescan").exchange().expectStatus().isAccepted();
		Awaitility.await().until(() -> this.census.snapshot().runs() > runs);
		Awaitility.await().until(() -> this.census.activityState() == ActivityState.ENDED);
		assertThat(this.census.snapshot().stage("classReader").items().passed()).isEqualTo(2);
		this.client.get()
			.uri("/rescan")
			.exchange()
			.expectBody()
			.jsonPath("$.jars")
			.isEqualTo(2)
			.jsonPath("$.lastNew[0]")
			.isEqualTo("second.jar")
			.jsonPath("$.next")
			.exists();
		assertThat(this.rescan.getErrors()).isZero();
	}

}
