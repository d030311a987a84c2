package io.heddle.demo.pipeline;

import java.util.List;

/**
 * Classes that are in more than one jar.
 *
 * @param names how many
 * @param differing how many of them with different contents
 * @param shown the ones in most jars
 */
record Duplicates(long names, long differing, List<Duplicate> shown) {

	/**
	 * A class that is in more than one jar.
	 *
	 * @param name the class
	 * @param contents how many different contents it has
	 * @param jars where it is
	 */
	record Duplicate(String name, int contents, List<String> jars) {

	}

}
