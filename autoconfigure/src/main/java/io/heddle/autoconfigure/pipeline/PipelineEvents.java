package io.heddle.autoconfigure.pipeline;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.pipeline.Pipeline;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application of the ends of pipelines.
 */
final class PipelineEvents implements PipelineListener {

	private final ApplicationEventPublisher publisher;

	PipelineEvents(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void stateChanged(Activity activity, ActivityState from, ActivityState to) {
		Pipeline pipeline = (Pipeline) activity;
		if (to == ActivityState.ENDED) {
			this.publisher.publishEvent(new PipelineEndedEvent(pipeline, from == ActivityState.STOPPING));
		}
		else if (to == ActivityState.FAILED) {
			Failure failure = pipeline.snapshot().failure();
			if (failure != null) {
				this.publisher.publishEvent(new PipelineFailedEvent(pipeline, failure));
			}
		}
	}

}
