package io.heddle.generator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The generators of one name as they were at one moment. Items are not in it.
 *
 * @param name their name
 * @param activityState running while one of them produces or has items left, else how the
 * last one has ended
 * @param since when that began
 * @param counts what has come of all
 * @param active the first of those that produce or have items left
 * @param failure that of the last one that has failed
 */
public record GeneratorSnapshot(String name, ActivityState activityState, Instant since, Counts counts,
		List<Active> active, @Nullable Failure failure) implements ActivitySnapshot {

	/** How many active ones are in it at most. */
	public static final int MAX_ACTIVE = 100;

	public GeneratorSnapshot {
		active = List.copyOf(active);
	}

	@Override
	public String room() {
		return BackgroundGenerator.ROOM;
	}

	/**
	 * How many there were.
	 *
	 * @param started generators
	 * @param active those that produce or have items left
	 * @param failed those that have failed
	 * @param produced items that were emitted and accepted
	 * @param consumed items that were given to consumers
	 * @param producerWait how long producers have waited for room
	 * @param consumerWait how long consumers have waited for items
	 */
	public record Counts(long started, long active, long failed, long produced, long consumed, Duration producerWait,
			Duration consumerWait) {

	}

	/**
	 * A generator that produces or has items left.
	 *
	 * @param name its own name, which is that of its thread
	 * @param state its state
	 * @param since when it took that state
	 * @param prefetch how many items may wait; 0 for as many as there are
	 * @param produced items that were emitted and accepted
	 * @param consumed items that were given to consumers
	 */
	public record Active(String name, ActivityState state, Instant since, int prefetch, long produced, long consumed) {

		/** How many items wait. */
		public long fill() {
			return this.produced - this.consumed;
		}

	}

}
