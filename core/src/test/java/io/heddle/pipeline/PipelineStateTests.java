package io.heddle.pipeline;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.heddle.activity.ActivityState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineStateTests {

	private static final Map<PipelineState, Set<PipelineState>> LEGAL = Map.of(PipelineState.CREATED,
			EnumSet.of(PipelineState.RUNNING), PipelineState.RUNNING,
			EnumSet.of(PipelineState.PAUSED, PipelineState.STOPPING, PipelineState.ENDED, PipelineState.FAILED),
			PipelineState.PAUSED,
			EnumSet.of(PipelineState.RUNNING, PipelineState.STOPPING, PipelineState.ENDED, PipelineState.FAILED),
			PipelineState.STOPPING, EnumSet.of(PipelineState.ENDED, PipelineState.FAILED), PipelineState.ENDED,
			EnumSet.of(PipelineState.RUNNING), PipelineState.FAILED, EnumSet.of(PipelineState.RUNNING));

	@ParameterizedTest
	@EnumSource
	void becomesWhatItsGraphSaysAndNothingElse(PipelineState state) {
		assertThat(Arrays.stream(PipelineState.values()).filter(state::canBecome))
			.containsExactlyInAnyOrderElementsOf(Objects.requireNonNull(LEGAL.get(state)));
	}

	@ParameterizedTest
	@EnumSource
	void isActiveWhenItsActivityStateIs(PipelineState state) {
		assertThat(state.isActive()).isEqualTo(state.toActivityState().isActive());
	}

	@Test
	void aPipelineThatWasNeverStartedIsNew() {
		assertThat(PipelineState.CREATED.toActivityState()).isEqualTo(ActivityState.NEW);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREATED")
	void otherStatesAreCalledAsInAllRooms(PipelineState state) {
		assertThat(state.toActivityState().name()).isEqualTo(state.name());
	}

}
