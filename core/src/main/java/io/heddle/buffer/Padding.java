package io.heddle.buffer;

/**
 * 128 bytes that nobody uses. A class that extends it, and is extended by a class with
 * such fields of its own, has its fields on cache lines of their own: HotSpot lays out
 * the fields of a superclass before those of its subclasses. 128, not 64, because the
 * hardware prefetches lines in pairs.
 */
abstract class Padding {

	long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

}
