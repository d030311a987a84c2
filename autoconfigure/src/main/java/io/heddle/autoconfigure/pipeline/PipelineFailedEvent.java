package io.heddle.autoconfigure.pipeline;

import io.heddle.activity.Failure;
import io.heddle.pipeline.Pipeline;

import org.springframework.context.ApplicationEvent;

/**
 * A run of a pipeline has failed. Published in the thread in which it ended.
 */
public final class PipelineFailedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient Failure failure;

	public PipelineFailedEvent(Pipeline pipeline, Failure failure) {
		super(pipeline);
		this.failure = failure;
	}

	public Pipeline getPipeline() {
		return (Pipeline) getSource();
	}

	/** The stage that failed first, and why. */
	public Failure getFailure() {
		return this.failure;
	}

}
