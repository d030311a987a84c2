package io.heddle.activity;

/**
 * What became of an activity that was stopped.
 */
public interface StopOutcome {

	/** Whether everything that had been accepted was finished and no thread is left. */
	boolean isComplete();

	/** The outcome in words, for a log; one or more lines. */
	String describe();

}
