package io.heddle.activity;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearNameTests {

	private static final List<String> NAMES = List.of("jarFinder", "classReader", "classStore");

	@Test
	void findsTheNearest() {
		assertThat(NearName.ask("clasReader", NAMES)).isEqualTo("Did you mean 'classReader'? ");
		assertThat(NearName.ask("classtore", NAMES)).isEqualTo("Did you mean 'classStore'? ");
		assertThat(NearName.ask("jar-finder", NAMES)).isEqualTo("Did you mean 'jarFinder'? ");
	}

	@Test
	void asksNothingWhenNoneIsNear() {
		assertThat(NearName.ask("mailer", NAMES)).isEmpty();
		assertThat(NearName.ask("x", List.of())).isEmpty();
	}

}
