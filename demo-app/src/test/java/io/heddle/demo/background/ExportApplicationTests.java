package io.heddle.demo.background;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.demo.DemoApplication;
import io.heddle.demo.background.GatedRows.Gate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.StatusAssertions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application, without a census: the tests write the rows themselves.
 */
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "heddle.pipeline.census.auto-start=false", "export.keep=3" })
@Import(GatedRows.Configuration.class)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class ExportApplicationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int ROWS = 250;

	private static final String SELECT = "select jar, name, release, bytes, sha256 from ";

	@Autowired
	private ExportList exports;

	@Autowired
	private ExportFiles files;

	@Autowired
	private GatedRows rows;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	@Qualifier("exports")
	private ThreadManager manager;

	private final RestTestClient client;

	ExportApplicationTests(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@BeforeEach
	void writeRows() {
		this.jdbc.execute("truncate table class_record");
		insert("Müller & Söhne/größe, \"final\".jar", "io.foo.Größe");
		insert("line\r\nbreak,\"\".jar", "io.foo.日本");
		insert("\"quoted\"", "a,b");
		IntStream.range(3, ROWS).forEach((i) -> insert("lib/" + i + ".jar", "io.foo.Class" + i));
	}

	private void insert(String jar, String name) {
		this.jdbc.update("insert into class_record (jar, name, release, bytes, sha256) values (?, ?, ?, ?, ?)", jar,
				name, name.length(), 1L << 40, "0".repeat(64));
	}

	@AfterEach
	void letAllEnd() {
		this.rows.open();
		Awaitility.await().until(() -> this.manager.keys().isEmpty());
	}

	@Test
	void startAnswersAtOnceAndSaysWhere() {
		this.rows.closeAfter(0);
		EntityExchangeResult<ExportStatus> answer = this.client.get()
			.uri("/export")
			.exchange()
			.expectStatus()
			.isAccepted()
			.expectBody(ExportStatus.class)
			.returnResult();
		long id = Objects.requireNonNull(answer.getResponseBody()).id();
		assertThat(answer.getResponseHeaders().getLocation()).isEqualTo(URI.create("/export/" + id));
		assertThat(answer.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(answer.getResponseBody().name()).isEqualTo("export-" + id);
		assertThat(this.manager.keys()).containsExactly(id);
	}

	@Test
	void progressIsShownWhileItRuns() throws InterruptedException {
		Gate gate = this.rows.closeAfter(200);
		long id = start();
		gate.awaitReached();
		this.client.get()
			.uri("/export/{id}", id)
			.exchange()
			.expectStatus()
			.isAccepted()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo(id)
			.jsonPath("$.name")
			.isEqualTo("export-" + id)
			.jsonPath("$.state")
			.isEqualTo("RUNNING")
			.jsonPath("$.status.done")
			.isEqualTo(200)
			.jsonPath("$.status.total")
			.isEqualTo(ROWS)
			.jsonPath("$.status.share")
			.isEqualTo(0.8)
			.jsonPath("$.started")
			.isNotEmpty();
	}

	@Test
	void actuatorShowsTheSameProgress() throws InterruptedException {
		Gate gate = this.rows.closeAfter(100);
		long id = start();
		gate.awaitReached();
		this.client.get()
			.uri("/actuator/heddle/background/exports")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.settings.maxThreads")
			.isEqualTo(2)
			.jsonPath("$.active[0].name")
			.isEqualTo("export-" + id)
			.jsonPath("$.active[0].status.done")
			.isEqualTo(100)
			.jsonPath("$.active[0].thread")
			.isEqualTo("export-" + id);
	}

	@Test
	void fileHasTheRowsOfTheDatabase(@TempDir Path directory, CapturedOutput output) throws Exception {
		long id = start();
		awaitClosed(id);
		EntityExchangeResult<byte[]> answer = this.client.get()
			.uri("/export/{id}", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("text/csv;charset=UTF-8")
			.expectHeader()
			.valueMatches(HttpHeaders.CONTENT_DISPOSITION,
					"attachment; filename=\"jar-census-\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.csv\"")
			.expectBody()
			.returnResult();
		byte[] body = Objects.requireNonNull(answer.getResponseBody());
		assertThat(answer.getResponseHeaders().getContentLength()).isEqualTo(body.length);
		assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("jar,name,release,bytes,sha256\r\n")
			.contains("\r\n\"\"\"quoted\"\"\",\"a,b\",3,1099511627776,000");
		Path copy = Files.write(directory.resolve("copy.csv"), body);
		assertThat(rowsOf("csvread('%s', null, 'charset=UTF-8')".formatted(copy))).hasSize(ROWS)
			.containsExactlyInAnyOrderElementsOf(rowsOf("class_record"));
		assertThat(output).containsPattern(
				"Export 'export-%d' is ready after \\d+ ms: %d rows, %d bytes".formatted(id, ROWS, body.length));
	}

	/** The database has its own opinion of how to read such a file. */
	private List<List<String>> rowsOf(String table) {
		return this.jdbc.query(SELECT + table, (row, index) -> {
			List<String> values = new ArrayList<>();
			for (int i = 1; i <= 5; i++) {
				values.add(row.getString(i));
			}
			return values;
		});
	}

	@Test
	void rowsThatComeMeanwhileAreNotExported() throws Exception {
		Gate gate = this.rows.closeAfter(10);
		long id = start();
		gate.awaitReached();
		insert("late.jar", "io.foo.Late");
		gate.open();
		awaitClosed(id);
		assertThat(Files.readString(this.files.of(id))).doesNotContain("late.jar");
		assertThat(export(id).getResult())
			.hasToString("%d rows, %d bytes".formatted(ROWS, Files.size(this.files.of(id))));
	}

	@Test
	void emptyCensusGivesTheHeader() throws Exception {
		this.jdbc.execute("truncate table class_record");
		long id = start();
		awaitClosed(id);
		assertThat(this.files.of(id)).hasContent("jar,name,release,bytes,sha256\r\n");
	}

	@Test
	void cancelEndsTheExportAndDeletesItsHalfFile(CapturedOutput output) throws Exception {
		Gate gate = this.rows.closeAfter(150);
		long id = start();
		gate.awaitReached();
		assertThat(this.files.of(id)).exists();
		ThreadWrapper<ExportedFile> export = export(id);
		delete(id).isAccepted();
		assertThat(export.join(LIMIT)).isTrue();
		assertThat(this.files.of(id)).doesNotExist();
		assertThat(export.getCallbackErrors()).isEmpty();
		problem(id, HttpStatus.GONE, "Export 'export-%d' was cancelled.".formatted(id));
		assertThat(output).containsPattern("Export 'export-%d' was cancelled after \\d+ ms: 100/250".formatted(id));
		delete(id).isNoContent();
		problem(id, HttpStatus.NOT_FOUND, "There is no export %d, or no longer.".formatted(id));
	}

	@Test
	void connectionsAreAsBeforeAfterACancel() throws Exception {
		for (int i = 0; i < 20; i++) {
			Gate gate = this.rows.closeAfter(1);
			long id = start();
			gate.awaitReached();
			ThreadWrapper<ExportedFile> export = export(id);
			delete(id).isAccepted();
			assertThat(export.join(LIMIT)).isTrue();
		}
		assertThat(this.jdbc.queryForList("""
				select setting_value from information_schema.settings where setting_name = 'LAZY_QUERY_EXECUTION'
				""", String.class)).allMatch("0"::equals);
		assertThat(rowsOf("class_record")).hasSize(ROWS);
	}

	@Test
	void cancelOfOneThatWaitsKeepsItFromRunning(CapturedOutput output) throws Exception {
		Gate gate = this.rows.closeAfter(0);
		start();
		start();
		gate.awaitReached();
		gate.awaitReached();
		long id = start();
		ThreadWrapper<ExportedFile> export = export(id);
		this.client.get().uri("/export/{id}", id).exchange().expectBody().jsonPath("$.state").isEqualTo("CREATED");
		delete(id).isAccepted();
		gate.open();
		assertThat(export.join(LIMIT)).isTrue();
		assertThat(export.getStartTime()).isNull();
		assertThat(output).contains("Export 'export-%d' was cancelled before it began".formatted(id));
		problem(id, HttpStatus.GONE, "Export 'export-%d' was cancelled.".formatted(id));
	}

	@Test
	void deleteOfOneThatHasEndedDeletesItsFile() throws Exception {
		long id = start();
		awaitClosed(id);
		assertThat(this.files.of(id)).exists();
		delete(id).isNoContent();
		assertThat(this.files.of(id)).doesNotExist();
		problem(id, HttpStatus.NOT_FOUND, "There is no export %d, or no longer.".formatted(id));
	}

	@Test
	void failureIsAProblemAndLeavesNoFile(CapturedOutput output) throws Exception {
		this.rows.failAfter(120, new IllegalStateException("secret"));
		long id = start();
		awaitClosed(id);
		problem(id, HttpStatus.INTERNAL_SERVER_ERROR, ("Export 'export-%d' failed with "
				+ "java.lang.IllegalStateException; the log of the application has more.")
			.formatted(id));
		assertThat(this.files.of(id)).doesNotExist();
		assertThat(output).contains("Export 'export-%d' failed".formatted(id))
			.contains("IllegalStateException: secret");
	}

	@Test
	void unknownExportIsNotFound() {
		problem(0, HttpStatus.NOT_FOUND, "There is no export 0, or no longer.");
		delete(0).isNotFound();
	}

	@Test
	void whoAsksForHeadersStartsNothing() {
		this.client.head().uri("/export").exchange().expectStatus().isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
	}

	@Test
	void oneTooManyIsToldToComeBack() {
		this.rows.closeAfter(0);
		for (int i = 0; i < 12; i++) {
			start();
		}
		this.client.get()
			.uri("/export")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "5")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("Thread manager 'exports' has no place: 2 threads are busy and 10 tasks wait.");
	}

	@Test
	void oldestAreForgottenWithTheirFiles() throws Exception {
		List<Long> ids = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			long id = start();
			awaitClosed(id);
			ids.add(id);
		}
		assertThat(ids).map((id) -> Files.exists(this.files.of(id))).containsExactly(false, false, true, true, true);
		problem(ids.get(1), HttpStatus.NOT_FOUND, "There is no export %d, or no longer.".formatted(ids.get(1)));
		this.client.get().uri("/export/{id}", ids.get(2)).exchange().expectStatus().isOk();
	}

	private long start() {
		ExportStatus status = this.client.get()
			.uri("/export")
			.exchange()
			.expectStatus()
			.isAccepted()
			.expectBody(ExportStatus.class)
			.returnResult()
			.getResponseBody();
		return Objects.requireNonNull(status).id();
	}

	private ThreadWrapper<ExportedFile> export(long id) {
		return this.exports.find(id).orElseThrow();
	}

	private void awaitClosed(long id) throws InterruptedException {
		assertThat(export(id).join(LIMIT)).isTrue();
	}

	private StatusAssertions delete(long id) {
		return this.client.delete().uri("/export/{id}", id).exchange().expectStatus();
	}

	private void problem(long id, HttpStatus status, String detail) {
		this.client.get()
			.uri("/export/{id}", id)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

}
