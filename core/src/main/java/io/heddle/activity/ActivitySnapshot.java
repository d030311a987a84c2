package io.heddle.activity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an activity was like at one moment. Implementations are records of the rooms.
 */
public interface ActivitySnapshot {

	String room();

	String name();

	ActivityState activityState();

	/** When it took its present state. */
	Instant since();

	/** The failure that ended its last run, if any. */
	@Nullable Failure failure();

	/** Why it is not well although it runs, {@code null} if it is. */
	default @Nullable String problem() {
		return null;
	}

}
