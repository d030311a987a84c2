package io.heddle.background;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.heddle.activity.StopOutcome;

/**
 * What became of a manager that was stopped.
 *
 * @param manager its name
 * @param duration how long the stop took
 * @param ended how many tasks ended meanwhile
 * @param cancelled how many the stop has cancelled
 * @param left the tasks that have not ended, and where they are
 */
record ManagerStop(String manager, Duration duration, long ended, long cancelled,
		List<String> left) implements StopOutcome {

	ManagerStop {
		left = List.copyOf(left);
	}

	@Override
	public boolean isComplete() {
		return this.cancelled == 0 && this.left.isEmpty();
	}

	@Override
	public String describe() {
		String head = "Thread manager '%s' %s after %d ms: %d tasks ended, %d cancelled by the stop, %d left".formatted(
				this.manager, this.left.isEmpty() ? "ended" : "stopped", this.duration.toMillis(), this.ended,
				this.cancelled, this.left.size());
		return this.left.stream().map((line) -> "\n  " + line).collect(Collectors.joining("", head, ""));
	}

}
