package io.heddle.worker;

import java.util.List;

import io.heddle.activity.StopOutcome;

/**
 * What became of a worker that was stopped.
 *
 * @param title the worker in words
 * @param ended how many jobs ended meanwhile
 * @param waiting how many still wait, until it is started again
 * @param busy threads that go on
 */
record WorkshopStop(String title, long ended, int waiting, List<String> busy) implements StopOutcome {

	WorkshopStop {
		busy = List.copyOf(busy);
	}

	@Override
	public boolean isComplete() {
		return this.waiting == 0 && this.busy.isEmpty();
	}

	@Override
	public String describe() {
		String head = "%s stopped: %d jobs ended, %d still wait".formatted(this.title, this.ended, this.waiting);
		return this.busy.isEmpty() ? head : head + ", at work are " + this.busy;
	}

}
