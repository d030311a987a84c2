package io.heddle.demo.background;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvFileTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			plain.jar      | plain.jar
			with space.jar | with space.jar
			größe.jar      | größe.jar
			a,b.jar        | "a,b.jar"
			"a".jar        | ""\"a"".jar"
			'line\nbreak'  | '"line\nbreak"'
			'line\rbreak'  | '"line\rbreak"'
			""")
	void valueIsQuotedOnlyWhereItHasTo(String value, String expected) {
		assertThat(CsvFile.quote(value)).isEqualTo(expected);
	}

}
