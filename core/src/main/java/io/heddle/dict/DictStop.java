package io.heddle.dict;

import java.util.List;

import io.heddle.activity.StopOutcome;

/**
 * What became of a dict that was stopped.
 *
 * @param name its name
 * @param left keys whose reads go on, the first few
 */
record DictStop(String name, List<String> left) implements StopOutcome {

	DictStop {
		left = List.copyOf(left);
	}

	@Override
	public boolean isComplete() {
		return this.left.isEmpty();
	}

	@Override
	public String describe() {
		return isComplete() ? "Dict '%s' stopped".formatted(this.name)
				: "Dict '%s' still reads %s".formatted(this.name, this.left);
	}

}
