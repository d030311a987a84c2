package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.heddle.activity.ActivityState;
import io.heddle.generator.GeneratorSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The generators of one name in full.
 *
 * @param name their name
 * @param state running while one of them produces or has items left, else how the last
 * one has ended
 * @param since when that began
 * @param failure that of the last one that has failed
 * @param counts what has come of all
 * @param active the first of those that produce or have items left
 */
public record GeneratorDescription(String name, ActivityState state, Instant since,
		@Nullable FailureDescription failure, Counts counts, List<Active> active) implements Description {

	static GeneratorDescription of(GeneratorSnapshot generators) {
		GeneratorSnapshot.Counts counts = generators.counts();
		return new GeneratorDescription(generators.name(), generators.activityState(), generators.since(),
				FailureDescription.of(generators.failure()),
				new Counts(counts.started(), counts.active(), counts.failed(), counts.produced(), counts.consumed(),
						counts.producerWait(), counts.consumerWait()),
				generators.active().stream().map(Active::of).toList());
	}

	/**
	 * How many there were.
	 *
	 * @param started generators
	 * @param active those that produce or have items left
	 * @param failed those that have failed
	 * @param produced items that were emitted
	 * @param consumed items that were consumed
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
	 * @param fill how many wait
	 * @param produced items that it has emitted
	 */
	public record Active(String name, ActivityState state, Instant since, int prefetch, long fill, long produced) {

		static Active of(GeneratorSnapshot.Active generator) {
			return new Active(generator.name(), generator.state(), generator.since(), generator.prefetch(),
					generator.fill(), generator.produced());
		}

	}

}
