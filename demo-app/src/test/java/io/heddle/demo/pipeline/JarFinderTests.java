package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.heddle.buffer.Emitter;
import io.heddle.buffer.StoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SuppressWarnings("NullAway.Init")
class JarFinderTests {

	@TempDir
	Path directory;

	private TestCensus census;

	@BeforeEach
	void openCensus() {
		this.census = new TestCensus(new DirectoryJars(this.directory));
	}

	@AfterEach
	void closeCensus() {
		this.census.close();
	}

	@Test
	void eachJarIsEmittedAndCounted() throws IOException {
		writeJars(5);
		assertThat(produce(TestStageContext.SINGLE)).hasSize(5).doesNotHaveDuplicates();
		assertThat(this.census.ledger.numbers().expected()).isEqualTo(5);
		assertThat(this.census.ledger.numbers().found()).isEqualTo(5);
	}

	@Test
	void threadsShareTheJars() throws IOException {
		writeJars(20);
		List<Path> jars = new ArrayList<>();
		for (int index = 0; index < 3; index++) {
			jars.addAll(produce(new TestStageContext(index, 3, false)));
		}
		assertThat(jars).hasSize(20).doesNotHaveDuplicates();
	}

	@Test
	void missingDirectoryIsNotedAndNotAFailure() throws IOException {
		try (TestCensus census = new TestCensus(new DirectoryJars(this.directory.resolve("missing")))) {
			assertThat(produce(census, TestStageContext.SINGLE)).isEmpty();
			assertThat(census.ledger.numbers().unreadable()).hasSize(1).containsValue("does not exist");
		}
	}

	@Test
	void nothingMoreIsEmittedAfterAStop() throws IOException {
		writeJars(5);
		assertThat(produce(new TestStageContext(0, 1, true))).hasSize(1);
	}

	@Test
	void stopIsLetThrough() {
		writeJars(1);
		JarFinder finder = finder(this.census, TestStageContext.SINGLE);
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> finder.produce((jar) -> {
			throw new StoppedException("stopped");
		}));
		assertThat(this.census.ledger.numbers().found()).isZero();
	}

	@Test
	void nextRunStartsFromZero() throws IOException {
		writeJars(2);
		produce(TestStageContext.SINGLE);
		this.census.database.insert(List.of(new ClassRecord("a.jar", new ClassName("A", 0), 1, "00")));
		assertThat(produce(TestStageContext.SINGLE)).hasSize(2);
		assertThat(this.census.ledger.numbers().found()).isEqualTo(2);
		assertThat(this.census.database.largest(10)).isEmpty();
	}

	private void writeJars(int count) {
		for (int i = 0; i < count; i++) {
			TestJars.write(this.directory.resolve("%d/%d.jar".formatted(i % 3, i)));
		}
	}

	private List<Path> produce(TestStageContext context) throws IOException {
		return produce(this.census, context);
	}

	private static List<Path> produce(TestCensus census, TestStageContext context) throws IOException {
		List<Path> jars = new ArrayList<>();
		Emitter<Path> out = jars::add;
		JarFinder finder = finder(census, context);
		finder.produce(out);
		finder.cleanup();
		return jars;
	}

	private static JarFinder finder(TestCensus census, TestStageContext context) {
		JarFinder finder = new JarFinder(census.source, census.ledger, census.database);
		finder.setup(context);
		return finder;
	}

}
