package io.heddle.generator;

import java.util.List;

import io.heddle.activity.StopOutcome;

/**
 * What became of generators that were stopped.
 *
 * @param name their name
 * @param left the names of those whose threads go on
 */
record GeneratorStop(String name, List<String> left) implements StopOutcome {

	GeneratorStop {
		left = List.copyOf(left);
	}

	@Override
	public boolean isComplete() {
		return this.left.isEmpty();
	}

	@Override
	public String describe() {
		return isComplete() ? "Generator '%s' closed".formatted(this.name)
				: "Generator '%s' closed, but threads %s go on: let its source end when it is interrupted"
					.formatted(this.name, this.left);
	}

}
