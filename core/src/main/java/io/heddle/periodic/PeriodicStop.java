package io.heddle.periodic;

import java.util.List;

import io.heddle.activity.StopOutcome;

/**
 * What became of a periodic object that was stopped.
 *
 * @param name its name
 * @param left the threads that were left behind in its target
 */
record PeriodicStop(String name, List<String> left) implements StopOutcome {

	PeriodicStop {
		left = List.copyOf(left);
	}

	@Override
	public boolean isComplete() {
		return this.left.isEmpty();
	}

	@Override
	public String describe() {
		return isComplete() ? "Periodic object '%s' stopped".formatted(this.name)
				: "Periodic object '%s' goes on in %s".formatted(this.name, this.left);
	}

}
