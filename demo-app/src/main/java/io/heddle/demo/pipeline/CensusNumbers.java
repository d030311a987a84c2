package io.heddle.demo.pipeline;

import java.util.Map;

/**
 * How far the census is.
 *
 * @param expected how many jars there are; 0 until they are counted
 * @param found jars handed to the readers
 * @param read jars read to their end
 * @param classes classes read
 * @param bytes size of these classes
 * @param stored classes in the database
 * @param unreadable jars, files and directories that could not be read, and why
 */
record CensusNumbers(long expected, long found, long read, long classes, long bytes, long stored,
		Map<String, String> unreadable) {

}
