package io.heddle.demo.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.heddle.demo.DemoApplication;
import io.heddle.worker.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class files, good and bad, in the child process.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init")
class VerifyApplicationTests {

	private static final String GOOD = "\"name\":\"io.heddle.demo.worker.ClassFile\",\"version\":\"61.0\"";

	@TempDir
	static Path directory;

	@Autowired
	private WorkerProcess verify;

	private final RestTestClient client;

	VerifyApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@BeforeAll
	static void writeJar() throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve("demo.jar")))) {
			out.putNextEntry(new ZipEntry("io/heddle/demo/worker/ClassFile.class"));
			out.write(ClassFileParserTests.contentOf(ClassFile.class));
			out.closeEntry();
		}
	}

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("census.directory", directory::toString);
	}

	private String verify(byte[] content, HttpStatus status) {
		return String.valueOf(this.client.post()
			.uri("/verify")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(content)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.returnResult(String.class)
			.getResponseBody());
	}

	private String verify(String query, HttpStatus status) {
		return String.valueOf(this.client.get()
			.uri("/verify?" + query)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.returnResult(String.class)
			.getResponseBody());
	}

	@Test
	void classFilesAreReadInAChildAndABadOneEndsOnlyThat() throws IOException {
		assertThat(verify(ClassFileParserTests.contentOf(ClassFile.class), HttpStatus.OK)).contains(GOOD);
		long pid = this.verify.pid();
		assertThat(verify("<html>".getBytes(StandardCharsets.UTF_8), HttpStatus.UNPROCESSABLE_CONTENT))
			.contains("The file does not begin as a class file does.");
		assertThat(this.verify.pid()).isEqualTo(pid);
		assertThat(verify(CraftedClass.bytes(), HttpStatus.UNPROCESSABLE_CONTENT))
			.contains("has ended the process that has read it");
		assertThat(verify("jar=demo.jar&name=io.heddle.demo.worker.ClassFile", HttpStatus.OK)).contains(GOOD);
		assertThat(this.verify.pid()).isNotEqualTo(pid);
		assertThat(ProcessHandle.of(pid)).isEmpty();
	}

	@Test
	void whatIsNotInTheCensusIsNotFound() {
		assertThat(verify("jar=demo.jar&name=io.foo.Bar", HttpStatus.NOT_FOUND))
			.contains("There is no class 'io.foo.Bar' in jar 'demo.jar'.");
		verify("jar=../demo.jar&name=io.heddle.demo.worker.ClassFile", HttpStatus.NOT_FOUND);
	}

	@Test
	void aFileThatIsTooLargeIsRefused() {
		verify(new byte[(4 << 20) + 1], HttpStatus.CONTENT_TOO_LARGE);
	}

}
