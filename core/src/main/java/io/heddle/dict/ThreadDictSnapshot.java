package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A dict as it was at one moment. Its keys and values are not in it: see
 * {@link ThreadDict#entries}.
 *
 * @param name its name
 * @param activityState its state
 * @param since when it took that state
 * @param spec its settings
 * @param counts what has come of it since it was built
 * @param lastUpdate when a value was stored last, {@code null} if none was
 * @param lastCycleStart when the present or last cycle began, {@code null} if none did
 * @param cycleCount how many cycles have ended
 * @param cycleAverage how long one takes on the average
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record ThreadDictSnapshot(String name, ActivityState activityState, Instant since, ThreadDictSpec spec,
		Counts counts, @Nullable Instant lastUpdate, @Nullable Instant lastCycleStart, long cycleCount,
		Duration cycleAverage, @Nullable String problem) implements ActivitySnapshot {

	@Override
	public String room() {
		return ThreadDict.ROOM;
	}

	/** A dict does not fail; its reads do. */
	@Override
	public @Nullable Failure failure() {
		return null;
	}

	/**
	 * How many there are, and how many there were.
	 *
	 * @param keys keys with a value
	 * @param polled keys that are refreshed
	 * @param reads reads that have ended
	 * @param errors those of them that have failed
	 * @param outdated those whose value was not stored because the key was written or
	 * removed meanwhile
	 * @param skipped refreshes that were left out because others took too long
	 * @param changes values that have become others
	 * @param writes calls of the writer
	 */
	public record Counts(long keys, long polled, long reads, long errors, long outdated, long skipped, long changes,
			long writes) {

	}

}
