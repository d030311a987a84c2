package io.heddle.worker;

/**
 * Something that a worker has to run and to answer.
 */
interface Job {

	Parcel parcel();

	/** In words, for messages. */
	String describe();

	/** Whether somebody waits for the answer still; if not, nobody will. */
	boolean isWanted();

	/** Gives the answer. Calls code of the user; called once. */
	void answer(Answer answer);

}
