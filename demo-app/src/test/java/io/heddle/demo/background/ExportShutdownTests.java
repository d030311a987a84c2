package io.heddle.demo.background;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.demo.DemoApplication;
import io.heddle.demo.background.GatedRows.Gate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ExportShutdownTests {

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	@Test
	void stopCancelsWhatRunsAndDeletesAllFiles() throws IOException, InterruptedException {
		ThreadWrapper<ExportedFile> ready;
		ThreadWrapper<ExportedFile> running;
		Path directory;
		try (ConfigurableApplicationContext context = start("--heddle.shutdown.timeout=100ms")) {
			directory = context.getBean(ExportFiles.class).directory();
			ready = export(context);
			assertThat(ready.join(Duration.ofSeconds(30))).isTrue();
			Gate gate = context.getBean(GatedRows.class).closeAfter(0);
			running = export(context);
			gate.awaitReached();
			assertThat(directory).isDirectoryContaining("glob:**/export-" + ready.getId() + ".csv")
				.isDirectoryContaining("glob:**/export-" + running.getId() + ".csv");
		}
		assertThat(ready.getResult()).isNotNull();
		assertThat(running.isCancelled()).isTrue();
		assertThat(running.getCallbackErrors()).isEmpty();
		assertThat(directory).doesNotExist();
		assertNoNewThread();
	}

	@Test
	void stopLetsAnExportEndThatCan() throws IOException, InterruptedException {
		ThreadWrapper<ExportedFile> running;
		try (ConfigurableApplicationContext context = start()) {
			Gate gate = context.getBean(GatedRows.class).closeAfter(0);
			running = export(context);
			gate.awaitReached();
			context.getBean("exports", ThreadManager.class).addListener((manager, from, to) -> gate.open());
		}
		assertThat(running.isCancelled()).isFalse();
		assertThat(running.getResult()).isNotNull();
		assertNoNewThread();
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(DemoApplication.class,
				GatedRows.Configuration.class)
			.properties("server.port=0", "heddle.pipeline.census.auto-start=false")
			.run(arguments);
		context.getBean(JdbcTemplate.class)
			.update("insert into class_record (jar, name, release, bytes, sha256) values ('a.jar', 'A', 0, 1, '00')");
		return context;
	}

	private static ThreadWrapper<ExportedFile> export(ConfigurableApplicationContext context) throws IOException {
		return context.getBean(CensusExport.class).export();
	}

	/**
	 * Those of the manager are {@code exports-n}, and {@code export-n} while they work.
	 * Contexts of other tests may have some.
	 */
	private void assertNoNewThread() {
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !this.before.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("export")));
	}

}
