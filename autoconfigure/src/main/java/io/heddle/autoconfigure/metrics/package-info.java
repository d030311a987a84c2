/**
 * Meters of everything that runs, where Micrometer is there.
 */
@NullMarked
package io.heddle.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
