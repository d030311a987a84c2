package io.heddle.periodic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.heddle.time.Deadline;

/**
 * The end of a run, which comes once. Thread-safe.
 */
final class RunEnd {

	private final Consumer<PeriodicRun> hears;

	private final CountDownLatch come = new CountDownLatch(1);

	/**
	 * An end that has not come.
	 * @param hears is called when it comes
	 */
	RunEnd(Consumer<PeriodicRun> hears) {
		this.hears = hears;
	}

	/** Whoever waits goes on even if that fails. */
	void comes(PeriodicRun run) {
		try {
			this.hears.accept(run);
		}
		finally {
			this.come.countDown();
		}
	}

	boolean hasCome() {
		return this.come.getCount() == 0;
	}

	/** <b>Blocks</b> until it comes, at most for the limit. */
	boolean await(Duration limit) {
		try {
			return this.come.await(Deadline.nanosOf(limit), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
