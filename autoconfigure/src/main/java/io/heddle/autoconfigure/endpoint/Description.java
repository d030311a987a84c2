package io.heddle.autoconfigure.endpoint;

import io.heddle.activity.Activity;
import io.heddle.pipeline.PipelineSnapshot;

/**
 * What is shown of one thing in full: as much as its room has to tell.
 */
public sealed interface Description permits ActivityDescription, PipelineDescription {

	/** The description of an activity of any room. */
	static Description of(Activity activity) {
		if (activity.snapshot() instanceof PipelineSnapshot pipeline) {
			return PipelineDescription.of(pipeline, activity.isAutoStart());
		}
		return ActivityDescription.of(activity);
	}

}
