/**
 * What tests of all rooms use: each thread mode as a parameter, numbered items, a crew of
 * threads that reports its failures, a watchdog, and the check that no thread is left.
 */
@NullMarked
package io.heddle.testing;

import org.jspecify.annotations.NullMarked;
