package io.heddle.autoconfigure.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.heddle.activity.Measure;
import io.heddle.autoconfigure.pipeline.Collector;
import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide has the meters that there are.
 */
class ActuatorDocsTests {

	private static final Path GUIDE = Path.of("..", "src", "docs", "actuator.md");

	@Test
	void theGuideHasTheSameMeters() {
		List<String> rows = PropertyTable.read(GUIDE).lines().filter((line) -> line.startsWith("| `heddle.")).toList();
		Pipeline pipeline = Pipeline.named("any").from(new Numbers()).to(new Collector()).build();
		assertThat(rows).containsExactlyElementsOf(
				pipeline.measures().stream().map((measure) -> row(pipeline.room(), measure)).distinct().toList());
	}

	private static String row(String room, Measure measure) {
		List<String> tags = Stream.of("pipeline", "stage", "outcome").filter(measure.tags()::containsKey).toList();
		return "| `heddle.%s.%s` | %s | %s | %s |".formatted(room, measure.name(),
				measure.getClass().getSimpleName().toLowerCase(Locale.ROOT), String.join(", ", tags),
				measure.description());
	}

}
