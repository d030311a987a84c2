package io.heddle.demo.pipeline;

import java.time.Duration;

import io.heddle.pipeline.PipelineState;
import org.jspecify.annotations.Nullable;

/**
 * The census at one moment.
 *
 * @param state the state of its pipeline
 * @param input what it looks at
 * @param took the time since its begin, or until its end
 * @param numbers what it has counted so far
 * @param report its outcome, {@code null} until it is complete
 */
record CensusStatus(PipelineState state, String input, Duration took, CensusNumbers numbers,
		@Nullable CensusReport report) {

}
