/**
 * A queue of jobs for a thread, a pool of threads, the thread of a user interface or a
 * process of its own.
 */
@NullMarked
package io.heddle.worker;

import org.jspecify.annotations.NullMarked;
