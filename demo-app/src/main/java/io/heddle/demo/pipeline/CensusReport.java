package io.heddle.demo.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * The outcome of a census.
 *
 * @param input what was looked at
 * @param took how long it took
 * @param numbers what was counted
 * @param duplicateClasses how many classes are in more than one jar
 * @param differingClasses how many of them with different contents
 * @param largest the largest classes
 */
record CensusReport(String input, Duration took, CensusNumbers numbers, long duplicateClasses, long differingClasses,
		List<LargeClass> largest) {

}
