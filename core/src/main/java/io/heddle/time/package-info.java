/**
 * The only clock of the product: everything that reads the time or computes time left
 * does it through a {@code Ticker}, so that a test can hold the time in its hand.
 */
@NullMarked
package io.heddle.time;

import org.jspecify.annotations.NullMarked;
