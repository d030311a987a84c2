package io.heddle.generator;

/**
 * What several threads do, each of which knows which one it is.
 */
@FunctionalInterface
public interface IndexedRunnable {

	/**
	 * Does the part of one thread.
	 * @param index from 0 to the number of threads less 1
	 */
	void run(int index) throws Exception;

}
