/**
 * An iterator that is produced ahead of its consumer, and several threads on one target.
 */
@NullMarked
package io.heddle.generator;

import org.jspecify.annotations.NullMarked;
