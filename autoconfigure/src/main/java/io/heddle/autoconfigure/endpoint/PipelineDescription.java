package io.heddle.autoconfigure.endpoint;

import java.time.Instant;
import java.util.List;

import io.heddle.pipeline.PipelineSnapshot;
import io.heddle.pipeline.PipelineState;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline in full.
 *
 * @param name its name
 * @param state its state
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param startedAt when its present or last run began
 * @param runs how many runs were started
 * @param failure why its last run failed, if it did
 * @param stages its stages in order
 */
public record PipelineDescription(String name, PipelineState state, Instant since, boolean autoStart,
		@Nullable Instant startedAt, int runs, @Nullable FailureDescription failure,
		List<StageDescription> stages) implements Description {

	static PipelineDescription of(PipelineSnapshot pipeline, boolean autoStart) {
		return new PipelineDescription(pipeline.name(), pipeline.state(), pipeline.since(), autoStart,
				pipeline.startedAt(), pipeline.runs(), FailureDescription.of(pipeline.failure()),
				pipeline.stages().stream().map(StageDescription::of).toList());
	}

}
