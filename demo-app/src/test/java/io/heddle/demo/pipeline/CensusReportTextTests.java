package io.heddle.demo.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CensusReportTextTests {

	@Test
	void reportSaysWhatWasFound() {
		CensusNumbers numbers = new CensusNumbers(3, 3, 2, 1_234, 5_600_000, 1_234,
				Map.of("bad.jar", "zip END header not found"));
		String text = CensusReportText.of(new CensusReport("lib", Duration.ofMillis(2_340), numbers, 12, 3,
				List.of(new LargeClass("io.foo.Bar", "a.jar", 150_000))));
		assertThat(text).isEqualTo("""
				Census of lib: 2 jars, 1,234 classes and 5.6 MB in 2.3 s
				1 could not be read:
				  bad.jar: zip END header not found
				12 classes are in more than one jar, 3 of them with different contents
				The largest classes are
				  150.0 kB  io.foo.Bar (a.jar)""");
	}

	@Test
	void reportWithoutClassesSaysWhatToDo() {
		CensusNumbers numbers = new CensusNumbers(0, 0, 0, 0, 0, 0, Map.of("missing", "does not exist"));
		assertThat(CensusReportText.of(new CensusReport("missing", Duration.ZERO, numbers, 0, 0, List.of())))
			.isEqualTo("""
					Census of missing: 0 jars, 0 classes and 0 B in 0.0 s
					1 could not be read:
					  missing: does not exist
					Nothing was counted: choose a directory with --census.directory""");
	}

	@Test
	void longListOfUnreadableJarsIsCut() {
		Map<String, String> unreadable = IntStream.range(0, 25)
			.mapToObj(String::valueOf)
			.collect(Collectors.toMap(Function.identity(), (jar) -> "corrupt"));
		CensusNumbers numbers = new CensusNumbers(25, 25, 0, 0, 0, 0, unreadable);
		assertThat(CensusReportText.of(new CensusReport("lib", Duration.ZERO, numbers, 0, 0, List.of())))
			.containsOnlyOnce("25 could not be read:\n")
			.containsOnlyOnce("  and 15 more\n")
			.hasLineCount(14);
	}

	@ParameterizedTest
	@CsvSource({ "0,0 B", "999,999 B", "1000,1.0 kB", "1500000,1.5 MB", "2000000000,2.0 GB" })
	void sizesAreReadable(long bytes, String text) {
		assertThat(CensusReportText.size(bytes)).isEqualTo(text);
	}

}
