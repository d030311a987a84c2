package io.heddle.autoconfigure.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.heddle.autoconfigure.diagnostics.FlowMistakes;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.pipeline.StageKind;

/**
 * The shape that a flow must have: a frontend, any number of transports, at most one
 * backend, and not the frontend alone.
 */
final class FlowShape {

	private FlowShape() {
	}

	static void check(String pipeline, List<FlowStage> stages) {
		FlowStage first = stages.get(0);
		if (first.kind() != StageKind.FRONTEND) {
			throw FlowMistakes.noFrontend(pipeline, first.name(), first.kindName());
		}
		if (stages.size() == 1) {
			throw FlowMistakes.onlyFrontend(pipeline, first.name());
		}
		Set<String> names = new HashSet<>();
		for (int i = 0; i < stages.size(); i++) {
			FlowStage stage = stages.get(i);
			if (!names.add(Spelling.uniform(stage.name()))) {
				throw FlowMistakes.stageTwice(pipeline, stage.name());
			}
			if (!fits(stage.kind(), i == 0, i == stages.size() - 1)) {
				throw FlowMistakes.wrongPlace(pipeline, stage.name(), stage.kindName());
			}
		}
	}

	private static boolean fits(StageKind kind, boolean first, boolean last) {
		return kind.hasInput() != first && (kind.hasOutput() || last);
	}

}
