package io.heddle.buffer;

/**
 * 128 bytes that nobody uses. A class that extends it, and is extended by a class with
 * such fields of its own, has its fields on cache lines of their own: HotSpot lays out
 * the fields of a superclass before those of its subclasses. 128, not 64, because the
 * hardware prefetches lines in pairs.
 * <p>
 * HotSpot also fills holes in a superclass with small fields of a subclass. So this class
 * leaves no hole, and the fields of a class between two paddings fill whole words.
 */
abstract class Padding {

	/** Where a narrow object header leaves a hole. */
	int hole;

	long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

}
