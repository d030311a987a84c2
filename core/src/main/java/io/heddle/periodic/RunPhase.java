package io.heddle.periodic;

/**
 * The phases of a {@link PeriodicRun}, in order; it may be cancelled instead of begun.
 */
enum RunPhase {

	/** For the run before it to end. */
	WAITING,

	/** Stopped before it began; ends when its turn comes. */
	CANCELLED,

	/** Iterations begin. */
	ACTIVE,

	/** No iteration begins any more; some go on. */
	STOPPING,

	/** The stop hook is called. */
	ENDING,

	ENDED

}
