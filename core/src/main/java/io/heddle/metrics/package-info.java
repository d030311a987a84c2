/**
 * Meters from the measures of activities; the only room with Micrometer.
 */
@NullMarked
package io.heddle.metrics;

import org.jspecify.annotations.NullMarked;
