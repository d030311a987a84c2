package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;

import io.heddle.activity.ActivityState;
import io.heddle.dict.ThreadDict;
import io.heddle.dict.ThreadDictSnapshot;
import io.heddle.dict.ThreadDictSnapshot.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A dict among others.
 *
 * @param state its state
 * @param since when it took that state
 * @param keys how many keys have a value
 * @param polled how many keys are refreshed
 * @param reads how many reads have ended
 * @param errors how many of them have failed
 * @param oldestAgeMillis how old the oldest value is that is refreshed, {@code null} if
 * none is
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record ThreadDictOverview(ActivityState state, Instant since, long keys, long polled, long reads, long errors,
		@Nullable Long oldestAgeMillis, @Nullable String problem) implements Description {

	static ThreadDictOverview of(ThreadDict<?, ?> dict, ThreadDictSnapshot snapshot) {
		Counts counts = snapshot.counts();
		return new ThreadDictOverview(snapshot.activityState(), snapshot.since(), counts.keys(), counts.polled(),
				counts.reads(), counts.errors(), millis(dict.getOldestAge()), snapshot.problem());
	}

	static @Nullable Long millis(@Nullable Duration age) {
		return (age != null) ? age.toMillis() : null;
	}

}
