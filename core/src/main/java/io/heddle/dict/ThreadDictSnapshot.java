package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A dict as it was at one moment. Values are not in it.
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
 * @param keys the first keys of the dict
 * @param problem why it is not well although it runs, {@code null} if it is
 */
public record ThreadDictSnapshot(String name, ActivityState activityState, Instant since, ThreadDictSpec spec,
		Counts counts, @Nullable Instant lastUpdate, @Nullable Instant lastCycleStart, long cycleCount,
		Duration cycleAverage, List<Key> keys, @Nullable String problem) implements ActivitySnapshot {

	/** How many keys are in it at most. */
	public static final int MAX_KEYS = 1000;

	public ThreadDictSnapshot {
		keys = List.copyOf(keys);
	}

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

	/**
	 * A key without its value.
	 *
	 * @param key the key in words
	 * @param age how old its value is, {@code null} if it has none
	 * @param period how often it is refreshed, {@code null} if it is not
	 * @param error the class of what the last refresh has thrown, {@code null} if it has
	 * not
	 */
	public record Key(String key, @Nullable Duration age, @Nullable Duration period, @Nullable String error) {

		static Key of(Object key, Reading<?> reading) {
			Throwable error = reading.lastError();
			return new Key(inWords(key), reading.age(), reading.period(),
					(error != null) ? error.getClass().getName() : null);
		}

		/** Whoever looks at the dict is not to suffer from the code of a key. */
		private static String inWords(Object key) {
			try {
				return String.valueOf(key.toString());
			}
			catch (Exception ex) {
				return "%s, whose toString() throws %s".formatted(key.getClass().getName(), ex.getClass().getName());
			}
		}

	}

}
