package io.heddle.periodic;

/**
 * What becomes of a tick that finds as many executions going on as there may be at the
 * same time, if that is more than one.
 */
public enum Overlap {

	/** It is skipped. */
	SKIP,

	/**
	 * It is made up for as soon as one of them has ended. As many may wait as may go on;
	 * further ones are skipped.
	 */
	QUEUE

}
