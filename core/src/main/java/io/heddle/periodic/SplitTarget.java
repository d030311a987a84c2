package io.heddle.periodic;

/**
 * A target that is called in several parts at the same time, all of them at each tick.
 */
@FunctionalInterface
public interface SplitTarget {

	/**
	 * Does one part.
	 * @param index which one, from 0
	 * @param count how many there are
	 */
	void run(int index, int count) throws Exception;

}
