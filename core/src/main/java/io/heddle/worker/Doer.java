package io.heddle.worker;

import org.jspecify.annotations.Nullable;

/**
 * What runs the jobs of a lane: its own thread, or a child. Called by the thread of the
 * lane, except where something else is said.
 */
interface Doer {

	/**
	 * Makes sure that a job can be run. <b>Blocks</b> while a child is started, and
	 * before that.
	 * @return false if the lane has to end
	 */
	boolean prepare(LaneRun lane);

	/**
	 * Runs a job. <b>Blocks</b>. Never throws.
	 * @return {@code null} if it has certainly not begun, and might be run again
	 */
	@Nullable Answer run(Job job);

	/** Makes {@link #run} and {@link #prepare} return soon. May be called by anybody. */
	void cutOff();

	/** Ends what is left. */
	void close();

	/** May be called by anybody. */
	DoerState state();

	/** The number of the process, 0 if there is none. May be called by anybody. */
	long pid();

	/** Asks the system about the process. May be called by anybody. */
	WorkerProcessSnapshot.Child sight();

	/** Why nothing can be run, {@code null} if it can. May be called by anybody. */
	@Nullable String trouble();

}
