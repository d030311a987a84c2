package io.heddle.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

/**
 * Waits for what other threads are about to do, looking every millisecond, and fails
 * after ten seconds.
 */
public final class Eventually {

	private Eventually() {
	}

	public static void holds(Callable<Boolean> condition) {
		Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(10))
			.until(condition);
	}

	/** Waits until the thread has parked or waits for something, timed or not. */
	public static void isParked(Thread thread) {
		holds(() -> Crew.isParked(thread));
	}

}
