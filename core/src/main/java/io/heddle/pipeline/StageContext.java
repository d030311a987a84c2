package io.heddle.pipeline;

import java.util.Map;

/**
 * What a thread of a stage may know of its surroundings.
 */
public interface StageContext {

	/** The name of the pipeline. */
	String pipeline();

	/** The name of the stage. */
	String stage();

	/** The index of this thread within its stage, from 0. */
	int threadIndex();

	/** How many threads the stage is meant to have at this moment. */
	int threadCount();

	/**
	 * Whether the pipeline has been asked to stop, or has failed. Never becomes false
	 * again within a run.
	 */
	boolean stopping();

	/** Objects shared by all stages of the pipeline; a concurrent map. */
	Map<String, Object> runtimeContext();

	/**
	 * The configuration of the pipeline as the given type.
	 * @throws IllegalStateException if there is no configuration of that type
	 */
	<T> T config(Class<T> type);

}
