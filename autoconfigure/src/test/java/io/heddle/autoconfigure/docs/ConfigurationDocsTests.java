package io.heddle.autoconfigure.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.heddle.autoconfigure.docs.PropertyTable.Property;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.pipeline.DeadLetters;
import io.heddle.registry.HeddleLifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties describe themselves, and the guide says the same.
 */
class ConfigurationDocsTests {

	private static final Path GUIDE = Path.of("..", "src", "docs", "configuration.md");

	@ParameterizedTest
	@MethodSource
	void everyPropertyIsDescribed(Property property) {
		assertThat(property.description()).isNotBlank()
			.endsWith(".")
			.doesNotContain("\n")
			.doesNotStartWith("The ")
			.doesNotStartWith("A ")
			.matches("[A-Z].*");
		if (property.type().equals("boolean")) {
			assertThat(property.description()).startsWith("Whether ");
		}
	}

	static List<Property> everyPropertyIsDescribed() {
		return new PropertyTable().properties();
	}

	@Test
	void theGuideHasTheSameTable() {
		List<String> rows = PropertyTable.read(GUIDE).lines().filter((line) -> line.startsWith("| `")).toList();
		assertThat(rows).containsExactlyElementsOf(new PropertyTable().rows());
	}

	@Test
	void defaultsAreThoseOfTheCore() {
		assertThat(defaultOf("heddle.dead-letters.capacity")).isEqualTo(String.valueOf(DeadLetters.DEFAULT_CAPACITY));
		assertThat(defaultOf("heddle.shutdown.timeout")).isEqualTo(HeddleLifecycle.DEFAULT_TIMEOUT.toSeconds() + "s");
		assertThat(defaultOf("heddle.background.max-threads"))
			.isEqualTo(String.valueOf(ThreadManagerSpec.DEFAULT_MAX_THREADS));
		assertThat(defaultOf("heddle.background.queue-capacity"))
			.isEqualTo(String.valueOf(ThreadManagerSpec.DEFAULT_QUEUE_CAPACITY));
		assertThat(defaultOf("heddle.background.overflow"))
			.isEqualTo(ThreadManagerSpec.DEFAULT_OVERFLOW.name().toLowerCase(Locale.ROOT));
		assertThat(defaultOf("heddle.background.history")).isEqualTo(String.valueOf(ThreadManagerSpec.DEFAULT_HISTORY));
		assertThat(defaultOf("heddle.background.keep-alive"))
			.isEqualTo(ThreadManagerSpec.DEFAULT_KEEP_ALIVE.toSeconds() + "s");
	}

	private static String defaultOf(String name) {
		return new PropertyTable().properties()
			.stream()
			.filter((property) -> property.name().equals(name))
			.map(Property::value)
			.findFirst()
			.orElseThrow();
	}

}
