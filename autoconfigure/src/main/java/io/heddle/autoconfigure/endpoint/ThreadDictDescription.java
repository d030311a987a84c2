package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.dict.OnReadError;
import io.heddle.dict.ThreadDict;
import io.heddle.dict.ThreadDictSnapshot;
import io.heddle.dict.ThreadDictSnapshot.Counts;
import io.heddle.dict.ThreadDictSpec;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

/**
 * A dict in full, as far as its first keys go.
 *
 * @param name its name
 * @param state its state
 * @param since when it took that state
 * @param autoStart whether it is started with the application
 * @param problem why it is not well although it runs, {@code null} if it is
 * @param settings its settings
 * @param counts counts since it was built
 * @param lastUpdate when a value was stored last, {@code null} if none was
 * @param oldestAgeMillis how old the oldest value is that is refreshed, {@code null} if
 * none is
 * @param cycles its cycles
 * @param total how many keys there are, those that have no value yet included
 * @param cut whether they are more than are shown
 * @param keys the first keys, with or without their values
 */
public record ThreadDictDescription(String name, ActivityState state, Instant since, boolean autoStart,
		@Nullable String problem, Settings settings, Counts counts, @Nullable Instant lastUpdate,
		@Nullable Long oldestAgeMillis, Cycles cycles, int total, boolean cut,
		List<KeyDescription> keys) implements Description {

	/** How many keys are shown at most. */
	static final int MAX_KEYS = 1000;

	static ThreadDictDescription of(ThreadDict<?, ?> dict, ThreadDictSnapshot snapshot, boolean values) {
		List<KeyDescription> keys = dict.entries(MAX_KEYS)
			.entrySet()
			.stream()
			.map((entry) -> KeyDescription.of(entry.getKey(), entry.getValue(), values))
			.toList();
		int total = Math.max(keys.size(), dict.entryCount());
		return new ThreadDictDescription(snapshot.name(), snapshot.activityState(), snapshot.since(),
				snapshot.spec().autoStart(), snapshot.problem(), Settings.of(snapshot.spec()), snapshot.counts(),
				snapshot.lastUpdate(), ThreadDictOverview.millis(dict.getOldestAge()), Cycles.of(snapshot), total,
				total > keys.size(), keys);
	}

	/**
	 * What the properties have set.
	 *
	 * @param timewait the least time between two reads of one reader
	 * @param delay from a start to the first read
	 * @param readers how many threads read
	 * @param onReadError what becomes of a value whose refresh has failed
	 * @param readTimeout after which a refresh has failed, 0 for never
	 * @param maxAge how old a value may be that is refreshed, 0 if it does not matter
	 * @param mode the kind of its threads
	 */
	public record Settings(Duration timewait, Duration delay, int readers, OnReadError onReadError,
			Duration readTimeout, Duration maxAge, ThreadMode mode) {

		static Settings of(ThreadDictSpec spec) {
			return new Settings(spec.timewait(), spec.delay(), spec.readers(), spec.onReadError(), spec.readTimeout(),
					spec.maxAge(), spec.mode());
		}

	}

	/**
	 * Passes in which every key that is refreshed was read at least once.
	 *
	 * @param count how many have ended
	 * @param lastStart when the present or last one began, {@code null} before the first
	 * @param averageMillis how long one takes on the average
	 */
	public record Cycles(long count, @Nullable Instant lastStart, double averageMillis) {

		static Cycles of(ThreadDictSnapshot snapshot) {
			return new Cycles(snapshot.cycleCount(), snapshot.lastCycleStart(),
					Math.round(snapshot.cycleAverage().toNanos() / 1e3) / 1e3);
		}

	}

}
