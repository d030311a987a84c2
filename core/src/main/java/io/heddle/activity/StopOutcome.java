package io.heddle.activity;

/**
 * What became of an activity that was stopped.
 */
public interface StopOutcome {

	/** Whether everything that had been accepted was finished and no thread is left. */
	boolean isComplete();

	/**
	 * Whether the stop has ended something that would have gone on: false if all that was
	 * to be done is done, so that there is nothing to start again.
	 */
	default boolean isCutOff() {
		return true;
	}

	/** The outcome in words, for a log; one or more lines. */
	String describe();

}
