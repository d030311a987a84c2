package io.heddle.pipeline;

/**
 * What all stages have in common: each thread of a stage calls {@link #setup} once before
 * anything else and {@link #cleanup} once at its end, both in that thread.
 * <p>
 * A stage that is one object for all its threads must be thread-safe; a stage that is
 * made anew for each thread (a prototype-scoped bean, a class name, a supplier) is used
 * by one thread only.
 */
public interface Stage {

	/**
	 * Prepares the calling thread. No frontend produces before every thread of the
	 * pipeline has been set up. An exception fails the pipeline; {@link #cleanup} is
	 * still called.
	 */
	default void setup(StageContext context) throws Exception {
	}

	/**
	 * Releases what the calling thread holds; called at its end, also after a failure or
	 * an interrupt. An exception is added to the failure of the pipeline, or becomes it.
	 */
	default void cleanup() throws Exception {
	}

}
