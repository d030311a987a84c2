package io.heddle.activity;

/**
 * When an activity is stopped with its application: after all that may need it until they
 * have stopped. With its application it is started the other way round.
 */
public enum StopOrder {

	/** What works by itself: pipelines, what is periodic. */
	WORK,

	/** What runs tasks for whoever has some: thread managers. */
	TASKS,

	/** What is given work piece by piece: worker threads and pools. */
	QUEUES,

	/** What any of those gets its data from: generators, enrichers, dicts. */
	DATA,

	/** What all of them may send to: worker processes. */
	PROCESSES;

	/**
	 * Whether it has no end of its own, and runs whenever its application does.
	 */
	public boolean isAlwaysOn() {
		return this == TASKS || this == PROCESSES;
	}

}
