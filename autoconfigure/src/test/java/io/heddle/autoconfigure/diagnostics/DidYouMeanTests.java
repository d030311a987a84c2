package io.heddle.autoconfigure.diagnostics;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DidYouMeanTests {

	private static final List<String> NAMES = List.of("jarFinder", "classReader", "classStore");

	@Test
	void findsTheNearest() {
		assertThat(DidYouMean.ask("clasReader", NAMES)).isEqualTo("Did you mean 'classReader'? ");
		assertThat(DidYouMean.ask("classtore", NAMES)).isEqualTo("Did you mean 'classStore'? ");
		assertThat(DidYouMean.ask("jar-finder", NAMES)).isEqualTo("Did you mean 'jarFinder'? ");
	}

	@Test
	void asksNothingWhenNoneIsNear() {
		assertThat(DidYouMean.ask("mailer", NAMES)).isEmpty();
		assertThat(DidYouMean.ask("x", List.of())).isEmpty();
	}

}
