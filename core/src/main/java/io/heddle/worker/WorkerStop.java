package io.heddle.worker;

import io.heddle.activity.StopOutcome;

/**
 * What became of a worker that was stopped.
 *
 * @param name its name
 * @param cancelled how many tasks were cancelled, running ones included
 * @param left how many threads have not ended
 */
record WorkerStop(String name, long cancelled, int left) implements StopOutcome {

	@Override
	public boolean isComplete() {
		return this.cancelled == 0 && this.left == 0;
	}

	@Override
	public String describe() {
		if (isComplete()) {
			return "Worker '%s' stopped".formatted(this.name);
		}
		return "Worker '%s' stopped: %d tasks were cancelled, %d threads have not ended".formatted(this.name,
				this.cancelled, this.left);
	}

}
