package io.heddle.autoconfigure.pipeline;

import io.heddle.pipeline.PipelineSpec;

/**
 * Has the last word on the settings of each pipeline of the application, after the
 * properties. Several are called in their order, before the pipeline can be started.
 */
@FunctionalInterface
public interface PipelineCustomizer {

	/** The settings to use: the same name and the same stages, in the same order. */
	PipelineSpec customize(PipelineSpec spec);

}
