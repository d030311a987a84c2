package io.heddle.activity;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityStateTests {

	@Test
	void threadsAreAtWorkBetweenTheStartAndTheEnd() {
		assertThat(Arrays.stream(ActivityState.values()).filter(ActivityState::isActive))
			.containsExactly(ActivityState.RUNNING, ActivityState.PAUSED, ActivityState.STOPPING);
	}

}
