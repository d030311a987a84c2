package io.heddle.background;

import java.util.concurrent.RejectedExecutionException;

import io.heddle.buffer.Places;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks in, as far as there are places.
 */
final class Entrance {

	private final ThreadManagerSpec spec;

	private final Places places;

	private final TaskCounts counts;

	Entrance(ThreadManagerSpec spec, Places places, TaskCounts counts) {
		this.spec = spec;
		this.places = places;
		this.counts = counts;
	}

	/**
	 * Takes a place for a task; what stops afterwards waits for it.
	 * @param fromTask whether a task of the same manager asks
	 * @param async whether the new task may hold its place when the caller has run it
	 * @return whether the new task waits for a thread; false if the caller is to run it
	 */
	boolean enter(boolean fromTask, boolean async) {
		if (this.places.tryTake() || awaitPlace(fromTask, async)) {
			return true;
		}
		this.places.takeBeyond();
		return false;
	}

	private boolean awaitPlace(boolean fromTask, boolean async) {
		if (this.places.isRefusing()) {
			throw stopped();
		}
		return switch (this.spec.overflow()) {
			case REJECT -> throw rejected("has no place: %d threads are busy and %d tasks wait"
				.formatted(this.spec.maxThreads(), this.spec.queueCapacity()), null);
			case CALLER_RUNS -> async && !fromTask && blockForPlace();
			case BLOCK -> !fromTask && blockForPlace();
		};
	}

	private boolean blockForPlace() {
		try {
			if (this.places.take()) {
				return true;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw rejected("was full, and the caller was interrupted while it waited", ex);
		}
		throw stopped();
	}

	RejectedExecutionException stopped() {
		return rejected("has stopped", null);
	}

	private RejectedExecutionException rejected(String why, @Nullable Throwable cause) {
		this.counts.reject();
		return new RejectedExecutionException("Thread manager '%s' %s".formatted(this.spec.name(), why), cause);
	}

}
