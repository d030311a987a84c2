package io.heddle.worker;

import java.time.Duration;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.StopOutcome;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;

/**
 * What is behind a worker: a line of jobs and somebody who does them.
 */
interface Undertaking {

	WorkshopSpec spec();

	WorkshopCounts counts();

	WorkshopState state();

	WorkerSnapshot snapshot();

	/** How many jobs wait. */
	int waiting();

	int running();

	int threads();

	int maxThreads();

	/** How many results nobody has read yet. */
	int unread();

	/** Harmless if it is started. */
	void start();

	/**
	 * Ends what runs, and begins nothing more. <b>Blocks</b>, except in a thread of the
	 * worker.
	 * @return whether nothing goes on any more
	 */
	boolean stop(Duration limit);

	/** Does what waits, within the limit, and interrupts what goes on after it. */
	StopOutcome finish(Duration limit);

	WorkshopActivity activity();

	/** Takes what is to travel with a job. By default nothing does. */
	default void adopt(ThreadContext outer) {
	}

	/** Takes what was not given when it was built. */
	void adopt(ThreadMode mode, FatalErrorHandler fatalErrors);

}
