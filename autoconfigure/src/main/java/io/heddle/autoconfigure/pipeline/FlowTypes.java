package io.heddle.autoconfigure.pipeline;

import java.util.List;

import io.heddle.autoconfigure.diagnostics.FlowMistakes;
import io.heddle.autoconfigure.diagnostics.FlowMistakes.Joint;

import org.springframework.core.ResolvableType;

/**
 * What a stage emits must be what the next one takes, as far as their generics tell. What
 * they do not tell (lambdas, raw types, type variables) passes.
 */
final class FlowTypes {

	private FlowTypes() {
	}

	static void check(String pipeline, List<FlowStage> stages) {
		for (int i = 1; i < stages.size(); i++) {
			FlowStage from = stages.get(i - 1);
			FlowStage to = stages.get(i);
			if (!fits(from.output(), to.input())) {
				throw FlowMistakes.typesDoNotFit(pipeline, new Joint(from.name(), from.output().toString()),
						new Joint(to.name(), to.input().toString()));
			}
		}
	}

	private static boolean fits(ResolvableType output, ResolvableType input) {
		Class<?> out = output.resolve();
		Class<?> in = input.resolve();
		if (out == null || in == null) {
			return true;
		}
		if (output.hasUnresolvableGenerics() || input.hasUnresolvableGenerics()) {
			return in.isAssignableFrom(out);
		}
		return input.isAssignableFrom(output);
	}

}
