package io.heddle.enrich;

import java.util.List;

import io.heddle.activity.StopOutcome;

/**
 * What became of an enricher that was stopped.
 *
 * @param name its name
 * @param skipped how many tasks were not done
 * @param left the names of threads that go on
 */
record EnrichStop(String name, long skipped, List<String> left) implements StopOutcome {

	EnrichStop {
		left = List.copyOf(left);
	}

	@Override
	public boolean isComplete() {
		return this.skipped == 0 && this.left.isEmpty();
	}

	@Override
	public String describe() {
		if (!this.left.isEmpty()) {
			return "Enricher '%s' left %d tasks, and threads %s go on: let tasks end when they are interrupted"
				.formatted(this.name, this.skipped, this.left);
		}
		return (this.skipped == 0) ? "Enricher '%s' has ended".formatted(this.name)
				: "Enricher '%s' left %d tasks".formatted(this.name, this.skipped);
	}

}
