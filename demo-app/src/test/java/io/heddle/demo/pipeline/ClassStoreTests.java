package io.heddle.demo.pipeline;

import java.nio.file.Path;
import java.util.List;

import io.heddle.demo.pipeline.Duplicates.Duplicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassStoreTests {

	private final TestCensus census = new TestCensus(new DirectoryJars(Path.of("missing")));

	private final ClassStore store = new ClassStore(this.census.database, this.census.ledger);

	@AfterEach
	void closeCensus() {
		this.census.close();
	}

	@Test
	void batchIsStoredAndCounted() {
		this.store.process(List.of(record("a.jar", "A", 1, "01"), record("a.jar", "B", 2, "02")));
		this.store.process(List.of(record("a.jar", "C", 3, "03")));
		this.store.cleanup();
		assertThat(this.census.ledger.numbers().stored()).isEqualTo(3);
		assertThat(this.census.database.largest(2)).containsExactly(new LargeClass("C", "a.jar", 3),
				new LargeClass("B", "a.jar", 2));
	}

	@Test
	void largestClassIsListedOnce() {
		this.store.process(List.of(record("a.jar", "A", 9, "01"), record("b.jar", "A", 8, "02"),
				record("a.jar", "B", 7, "03"), record("c.jar", "A", 9, "01")));
		assertThat(this.census.database.largest(2)).containsExactly(new LargeClass("A", "a.jar", 9),
				new LargeClass("B", "a.jar", 7));
	}

	@Test
	void failedBatchLeavesNothingBehind() {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.store
			.process(List.of(record("a.jar", "A", 1, "01"), record("a.jar", "B", 2, "too long".repeat(20)))));
		assertThat(this.census.ledger.numbers().stored()).isZero();
		assertThat(this.census.database.largest(10)).isEmpty();
	}

	@Test
	void classInSeveralJarsIsADuplicate() {
		this.store.process(List.of(record("a.jar", "Same", 1, "01"), record("b.jar", "Same", 1, "01"),
				record("a.jar", "Other", 1, "02"), record("b.jar", "Other", 2, "03"), record("c.jar", "Other", 1, "02"),
				record("a.jar", "Single", 1, "04")));
		this.census.database.findDuplicates();
		assertThat(this.census.database.duplicates(10))
			.isEqualTo(new Duplicates(2, 1, List.of(new Duplicate("Other", 2, List.of("a.jar", "b.jar", "c.jar")),
					new Duplicate("Same", 1, List.of("a.jar", "b.jar")))));
	}

	@Test
	void classForSeveralReleasesInOneJarIsNoDuplicate() {
		this.store
			.process(List.of(record("a.jar", "A", 1, "01"), new ClassRecord("a.jar", new ClassName("A", 21), 1, "02")));
		this.census.database.findDuplicates();
		assertThat(this.census.database.duplicates(10)).isEqualTo(new Duplicates(0, 0, List.of()));
	}

	@Test
	void asManyDuplicatesAreShownAsAskedFor() {
		this.store.process(List.of(record("a.jar", "A", 1, "01"), record("b.jar", "A", 1, "01"),
				record("a.jar", "B", 1, "02"), record("b.jar", "B", 1, "02")));
		this.census.database.findDuplicates();
		assertThat(this.census.database.duplicates(1).shown()).extracting(Duplicate::name).containsExactly("A");
		assertThat(this.census.database.duplicates(1).names()).isEqualTo(2);
	}

	private static ClassRecord record(String jar, String name, long bytes, String sha256) {
		return new ClassRecord(jar, new ClassName(name, 0), bytes, sha256);
	}

}
