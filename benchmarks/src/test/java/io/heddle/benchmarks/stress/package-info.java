/**
 * Concurrency stress tests: each class states what two or more threads may see, and
 * jcstress tries hard to see something else.
 */
@NullMarked
package io.heddle.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
