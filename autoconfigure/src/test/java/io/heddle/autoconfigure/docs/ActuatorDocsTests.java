package io.heddle.autoconfigure.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.heddle.activity.Activity;
import io.heddle.activity.Measure;
import io.heddle.autoconfigure.pipeline.Collector;
import io.heddle.autoconfigure.pipeline.Numbers;
import io.heddle.background.ThreadManager;
import io.heddle.dict.ThreadDict;
import io.heddle.enrich.Enricher;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.periodic.ThreadedObject;
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
		ThreadManager manager = ThreadManager.builder().build();
		Activity object = ThreadedObject.builder("any").build().activity();
		Activity dict = ThreadDict.builder("any").build().activity();
		Activity generators = BackgroundGenerator.of(List.of(1)::iterator).activity();
		Activity enricher = Enricher.of("any").tasks(List::of).doTask((task) -> task).saveData((task, data) -> {
		}).build().activity();
		assertThat(rows).containsExactlyElementsOf(Stream.of(pipeline, manager, object, dict, generators, enricher)
			.flatMap(ActuatorDocsTests::rowsOf)
			.distinct()
			.toList());
	}

	private static Stream<String> rowsOf(Activity activity) {
		return activity.measures().stream().map((measure) -> row(activity.room(), measure));
	}

	private static String row(String room, Measure measure) {
		List<String> tags = Stream.of("pipeline", "stage", "name", "state", "outcome")
			.filter(measure.tags()::containsKey)
			.toList();
		return "| `heddle.%s.%s` | %s | %s | %s |".formatted(room, measure.name(),
				measure.getClass().getSimpleName().toLowerCase(Locale.ROOT), String.join(", ", tags),
				measure.description());
	}

}
