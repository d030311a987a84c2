package io.heddle.pipeline;

/**
 * Opens links. Called once for each link of a run, before its threads start.
 */
@FunctionalInterface
public interface LinkProvider {

	/**
	 * Opens a link.
	 * @param pipeline the name of the pipeline
	 * @param consumer the settings of the stage that takes the items
	 */
	Link<Object> open(String pipeline, StageSpec consumer);

}
