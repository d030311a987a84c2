package io.heddle.background;

import java.time.Duration;
import java.util.Arrays;
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

	private static final int STACK_DEPTH = 8;

	ManagerStop {
		left = List.copyOf(left);
	}

	/** What a task that is left does, and where it does it. */
	static String describe(Task<?> task) {
		Thread thread = task.runner();
		if (thread == null) {
			return task.toString();
		}
		String stack = Arrays.stream(thread.getStackTrace())
			.limit(STACK_DEPTH)
			.map(StackTraceElement::toString)
			.collect(Collectors.joining(" < "));
		return "%s in thread '%s' at %s".formatted(task, thread.getName(), stack);
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
