package io.heddle.enrich;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Held while data is saved into a builder. It knows who saves, so that nobody waits for a
 * save that waits for him. Thread-safe.
 */
final class SaveLock {

	private static final int SPINS = 8;

	private final ReentrantLock lock = new ReentrantLock();

	/** Written by who holds the lock. */
	private volatile @Nullable Saver holder;

	/**
	 * <b>Waits</b> for the saves of others. Saves are often short, and to park is long.
	 */
	void lock(Saver saver) throws InterruptedException {
		for (int i = 0; !this.lock.tryLock(); i++) {
			if (i == SPINS) {
				this.lock.lockInterruptibly();
				break;
			}
			Thread.onSpinWait();
		}
		this.holder = saver;
	}

	void unlock() {
		this.holder = null;
		this.lock.unlock();
	}

	/**
	 * Refuses a run that one of those who wait for it keeps from saving. None of them can
	 * begin or end a save while it waits, so it is known before the run begins.
	 */
	void requireOthers(String enricher, Callers callers) {
		Saver saver = this.holder;
		Assert.state(saver == null || !callers.include(saver.thread()),
				() -> ("Enricher '%s' was called in a save of enricher '%s', and both save into the same builder: each "
						+ "would wait for the other for ever. Run it after that one, in an EnricherChain for example")
					.formatted(enricher, (saver != null) ? saver.enricher() : ""));
	}

	/**
	 * Who saves.
	 *
	 * @param thread the thread of a worker
	 * @param enricher the name of its enricher
	 */
	record Saver(Thread thread, String enricher) {

	}

}
