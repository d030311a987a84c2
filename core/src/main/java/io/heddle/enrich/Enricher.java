package io.heddle.enrich;

/**
 * Adds data to something that exists already.
 */
@FunctionalInterface
public interface Enricher {

	/**
	 * Adds it all, and returns when that is done. Blocks.
	 */
	void enrich();

}
