package io.heddle.dict;

/**
 * What becomes of the value of a key whose refresh has failed. The error can be seen in
 * its {@link Reading} in any case, and the key is read again when it is due.
 */
public enum OnReadError {

	/** The last good value stays. */
	KEEP,

	/** What was thrown becomes the value; for maps of {@code Object}. */
	STORE,

	/** The value leaves the map until there is a good one again. */
	REMOVE

}
