package io.heddle.autoconfigure.pipeline;

import io.heddle.pipeline.Pipeline;

import org.springframework.context.ApplicationEvent;

/**
 * A run of a pipeline has ended without a failure: by itself, or because it was stopped.
 * Published in the thread in which it ended.
 */
public final class PipelineEndedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	public PipelineEndedEvent(Pipeline pipeline) {
		super(pipeline);
	}

	public Pipeline getPipeline() {
		return (Pipeline) getSource();
	}

}
