package io.heddle.periodic;

import java.time.Instant;

/**
 * What is asked before a run begins. Answers at once.
 */
interface StartRule {

	StartRule NONE = new StartRule() {
	};

	/**
	 * Called before a start, without any lock held.
	 * @throws IllegalStateException if it must not be started
	 */
	default void requireStartable() {
	}

	/**
	 * Whether the first iteration is due at once, although the schedule has a later time
	 * for it. Called with the lock of the run held.
	 * @param now by the clock on the wall
	 */
	default boolean isDueAtStart(Instant now) {
		return false;
	}

}
