package io.heddle.autoconfigure.endpoint;

import java.time.Instant;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import org.jspecify.annotations.Nullable;

/**
 * What things of all rooms have in common.
 *
 * @param state the state as all rooms share it
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param failure why its last run failed, if it did
 */
public record ActivityDescription(ActivityState state, Instant since, boolean autoStart,
		@Nullable FailureDescription failure) implements Description {

	static ActivityDescription of(Activity activity) {
		ActivitySnapshot snapshot = activity.snapshot();
		return new ActivityDescription(snapshot.activityState(), snapshot.since(), activity.isAutoStart(),
				FailureDescription.of(snapshot.failure()));
	}

}
