/**
 * Concurrency stress tests: each class states what two or more threads may see, and
 * jcstress tries hard to see something else. A class has at most two actors (an arbiter
 * does not count): jcstress leaves out what needs more processors than the machine has,
 * and its exit code does not tell; {@code StressTests} fails then. Those that need what
 * is package-private stand in the package of its room.
 */
@NullMarked
package io.heddle.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
