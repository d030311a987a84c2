/**
 * Many slow lookups in parallel: tasks are done by several threads, their results saved
 * by one at a time, and all failures collected.
 */
@NullMarked
package io.heddle.enrich;

import org.jspecify.annotations.NullMarked;
