package io.heddle.pipeline;

import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it was at one moment. The numbers of a pipeline that has ended are those
 * of its last run; each run counts from zero.
 *
 * @param name the name of the pipeline
 * @param state its state
 * @param since when it took that state
 * @param startedAt when the present or last run began, {@code null} before the first
 * @param runs how many runs were started
 * @param failure the failure of the present or last run, if any
 * @param stages the stages in order
 */
public record PipelineSnapshot(String name, PipelineState state, Instant since, @Nullable Instant startedAt, int runs,
		@Nullable Failure failure, List<StageSnapshot> stages) implements ActivitySnapshot {

	public PipelineSnapshot {
		stages = List.copyOf(stages);
	}

	@Override
	public String room() {
		return Pipeline.ROOM;
	}

	@Override
	public ActivityState activityState() {
		return this.state.toActivityState();
	}

	/**
	 * The stage of that name.
	 * @throws IllegalArgumentException if there is none
	 */
	public StageSnapshot stage(String stage) {
		return this.stages.stream()
			.filter((candidate) -> candidate.name().equals(stage))
			.findFirst()
			.orElseThrow(
					() -> new IllegalArgumentException("Pipeline '%s' has no stage '%s'".formatted(this.name, stage)));
	}

}
