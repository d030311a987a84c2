package io.heddle.thread;

/**
 * The kind of thread that something runs in. Bounds, names, counters, draining and errors
 * are the same in both kinds.
 */
public enum ThreadMode {

	/** A thread of the operating system. */
	PLATFORM,

	/** A virtual thread; needs Java 21 or newer. */
	VIRTUAL

}
