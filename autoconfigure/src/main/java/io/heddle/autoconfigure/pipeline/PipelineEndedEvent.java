package io.heddle.autoconfigure.pipeline;

import io.heddle.pipeline.Pipeline;

import org.springframework.context.ApplicationEvent;

/**
 * A run of a pipeline has ended without a failure: by itself, or because it was stopped.
 * Published in the thread in which it ended.
 */
public final class PipelineEndedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final boolean stopped;

	public PipelineEndedEvent(Pipeline pipeline, boolean stopped) {
		super(pipeline);
		this.stopped = stopped;
	}

	public Pipeline getPipeline() {
		return (Pipeline) getSource();
	}

	/** Whether it was stopped before it had ended by itself. */
	public boolean isStopped() {
		return this.stopped;
	}

}
