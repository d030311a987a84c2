package io.heddle.autoconfigure.naming;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTests {

	@Test
	void caseAndDashesDoNotCount() {
		assertThat(Spelling.uniform("Nightly-load_2")).isEqualTo("nightlyload2");
		assertThat(Spelling.same("classReader", "class-reader")).isTrue();
		assertThat(Spelling.same("classReader", "classReaders")).isFalse();
	}

	@Test
	void theExactNameIsPreferred() {
		assertThat(Spelling.matches("aB", List.of("ab", "aB"))).containsExactly("aB");
		assertThat(Spelling.matches("a-b", List.of("ab", "aB"))).containsExactly("ab", "aB");
		assertThat(Spelling.matches("c", List.of("ab"))).isEmpty();
	}

}
