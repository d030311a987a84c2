package io.heddle.pipeline;

import java.util.Locale;

/**
 * What becomes of an item that has finally failed, after all its retries.
 */
public enum OnError {

	/**
	 * The pipeline fails: earlier stages are cancelled, later ones finish what they have.
	 */
	STOP,

	/** The item is counted as failed and the stage goes on. */
	SKIP,

	/** The item is handed to the {@link DeadLetters} and the stage goes on. */
	DEAD_LETTER,

	/**
	 * Only for a frontend: {@code produce} is called again after a back-off that starts
	 * anew with each item that is emitted.
	 */
	RETRY;

	/** As it is written in {@code application.yml}. */
	String asProperty() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
