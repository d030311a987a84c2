package io.heddle.demo.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application: its child process is started from inside the jar, ends with a
 * file that wants all memory, and never outlives the application.
 */
@SuppressWarnings("NullAway.Init")
class PackagedApplicationIT {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final HttpClient client = HttpClient.newHttpClient();

	@TempDir
	private Path directory;

	private Process application;

	private int port;

	@BeforeEach
	void start() throws IOException {
		Path log = this.directory.resolve("output.log");
		this.application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-jar", System.getProperty("packaged.jar"), "--server.port=0",
				"--census.directory=" + Files.createDirectories(this.directory.resolve("jars")))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
			Matcher started = PORT.matcher(Files.readString(log));
			assertThat(this.application.isAlive()).as(Files.readString(log)).isTrue();
			boolean found = started.find();
			this.port = found ? Integer.parseInt(started.group(1)) : 0;
			return found;
		});
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.application.destroyForcibly().waitFor();
	}

	@Test
	void theChildProcessDiesInsteadOfTheApplicationAndNeverAlone() throws IOException, InterruptedException {
		byte[] content = ClassFileParserTests.contentOf(ClassFile.class);
		HttpResponse<String> good = verify(content);
		assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
		assertThat(good.body()).contains("\"name\":\"io.heddle.demo.worker.ClassFile\"");
		HttpResponse<String> crafted = verify(CraftedClass.bytes());
		assertThat(crafted.statusCode()).as(crafted.body()).isEqualTo(422);
		assertThat(crafted.body()).contains("has ended the process that has read it");
		content[content.length - 1]++;
		assertThat(verify(content).statusCode()).isEqualTo(200);
		List<ProcessHandle> children = this.application.children().toList();
		assertThat(children).hasSize(1);
		this.application.destroyForcibly();
		Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> !children.get(0).isAlive());
	}

	private HttpResponse<String> verify(byte[] content) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%d/verify".formatted(this.port)))
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/octet-stream")
			.POST(BodyPublishers.ofByteArray(content))
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

}
