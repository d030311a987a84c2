package io.heddle.autoconfigure.endpoint;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivitySnapshot;
import io.heddle.background.ThreadManagerSnapshot;
import io.heddle.dict.ThreadDict;
import io.heddle.dict.ThreadDictSnapshot;
import io.heddle.enrich.EnrichSnapshot;
import io.heddle.generator.GeneratorSnapshot;
import io.heddle.periodic.PeriodicSnapshot;
import io.heddle.pipeline.PipelineSnapshot;

/**
 * What is shown of one thing: as much as its room has to tell.
 */
public sealed interface Description
		permits ActivityDescription, EnrichDescription, GeneratorDescription, PeriodicDescription, PipelineDescription,
		ThreadDictDescription, ThreadDictOverview, ThreadManagerDescription, ThreadManagerTasks {

	/**
	 * The description in full of an activity of any room.
	 * @param values whether values may be in it
	 */
	static Description of(Activity activity, boolean values) {
		ActivitySnapshot snapshot = activity.snapshot();
		ThreadDict<?, ?> dict = ThreadDict.behind(activity);
		if (dict != null && snapshot instanceof ThreadDictSnapshot known) {
			return ThreadDictDescription.of(dict, known, values);
		}
		if (snapshot instanceof PipelineSnapshot pipeline) {
			return PipelineDescription.of(pipeline, activity.isAutoStart());
		}
		if (snapshot instanceof ThreadManagerSnapshot manager) {
			return ThreadManagerDescription.of(manager);
		}
		if (snapshot instanceof PeriodicSnapshot object) {
			return PeriodicDescription.of(object);
		}
		if (snapshot instanceof GeneratorSnapshot generators) {
			return GeneratorDescription.of(generators);
		}
		if (snapshot instanceof EnrichSnapshot enricher) {
			return EnrichDescription.of(enricher);
		}
		return ActivityDescription.of(activity);
	}

	/** The description of an activity among the others of its room. */
	static Description amongOthers(Activity activity) {
		ThreadDict<?, ?> dict = ThreadDict.behind(activity);
		if (dict != null && activity.snapshot() instanceof ThreadDictSnapshot known) {
			return ThreadDictOverview.of(dict, known);
		}
		if (activity.snapshot() instanceof ThreadManagerSnapshot manager) {
			return ThreadManagerTasks.of(manager);
		}
		return ActivityDescription.of(activity);
	}

}
