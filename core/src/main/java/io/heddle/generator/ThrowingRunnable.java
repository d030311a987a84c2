package io.heddle.generator;

/**
 * What a thread does; it may throw anything.
 */
@FunctionalInterface
public interface ThrowingRunnable {

	void run() throws Exception;

}
