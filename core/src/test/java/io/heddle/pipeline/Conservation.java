package io.heddle.pipeline;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conservation law of a pipeline that has ended: no item is lost or doubled.
 */
final class Conservation {

	private Conservation() {
	}

	static void check(PipelineSnapshot snapshot) {
		assertThat(snapshot.state().isActive()).as("active").isFalse();
		List<StageSnapshot> stages = snapshot.stages();
		for (int i = 1; i < stages.size(); i++) {
			StageSnapshot.Items items = stages.get(i).items();
			assertThat(items.inHand()).as("in hand of %s: %s", stages.get(i).name(), items).isZero();
			assertThat(items.in()).as("inputs of %s", stages.get(i).name()).isEqualTo(stages.get(i - 1).items().out());
		}
	}

}
