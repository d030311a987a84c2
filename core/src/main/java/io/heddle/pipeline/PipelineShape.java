package io.heddle.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

import org.springframework.util.Assert;

/**
 * What a pipeline has to look like.
 */
final class PipelineShape {

	private PipelineShape() {
	}

	/**
	 * Checks places, names and settings.
	 * @throws IllegalArgumentException that names the stage, the value and the way out
	 */
	static void check(PipelineSpec spec, List<StageDefinition> definitions) {
		checkPlaces(spec, definitions);
		ThreadSource.of(spec.mode());
		Set<String> names = new HashSet<>();
		for (int i = 0; i < definitions.size(); i++) {
			StageSpec stage = spec.stages().get(i);
			Assert.isTrue(names.add(stage.name()),
					() -> "Pipeline '%s' has two stages named '%s': name one of them differently".formatted(spec.name(),
							stage.name()));
			checkSettings(spec.name(), stage, definitions.get(i).kind());
		}
	}

	private static void checkPlaces(PipelineSpec spec, List<StageDefinition> definitions) {
		String pipeline = spec.name();
		Assert.isTrue(!definitions.isEmpty() && definitions.get(0).kind() == StageKind.FRONTEND,
				() -> "Pipeline '%s' has no frontend: its first stage must be one".formatted(pipeline));
		Assert.isTrue(definitions.size() > 1,
				() -> "Pipeline '%s' has neither a transport nor a backend: add one of them".formatted(pipeline));
		int last = definitions.size() - 1;
		for (int i = 1; i <= last; i++) {
			StageKind kind = definitions.get(i).kind();
			String stage = spec.stages().get(i).name();
			Assert.isTrue(kind.hasInput(),
					() -> "Pipeline '%s' has a second frontend '%s': only its first stage can be one"
						.formatted(pipeline, stage));
			Assert.isTrue(kind.hasOutput() || i == definitions.size() - 1,
					() -> "Pipeline '%s' has stages after the backend '%s': it must be the last one".formatted(pipeline,
							stage));
		}
	}

	private static void checkSettings(String pipeline, StageSpec stage, StageKind kind) {
		ThreadMode own = stage.mode();
		if (own != null) {
			ThreadSource.of(own);
		}
		boolean frontend = kind == StageKind.FRONTEND;
		Assert.isTrue(!frontend || stage.queueCapacity() == null,
				() -> ("'queue-capacity' is that of a stage's input, and frontend '%s' of pipeline '%s' has none: "
						+ "set it on the stage after it")
					.formatted(stage.name(), pipeline));
		Assert.isTrue(!frontend || stage.onError() == OnError.STOP || stage.onError() == OnError.RETRY,
				() -> "'on-error' of frontend '%s' of pipeline '%s' must be 'stop' or 'retry' but was '%s'"
					.formatted(stage.name(), pipeline, stage.onError().asProperty()));
		Assert.isTrue(frontend || stage.onError() != OnError.RETRY,
				() -> ("'on-error: retry' is for frontends: on stage '%s' of pipeline '%s' set 'retry.max-attempts', "
						+ "and 'on-error' to 'stop', 'skip' or 'dead-letter'")
					.formatted(stage.name(), pipeline));
	}

}
