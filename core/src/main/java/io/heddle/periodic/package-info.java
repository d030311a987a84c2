/**
 * Run this every so often, compensate for the time that it takes, never die of what it
 * throws, and say how late it is: <pre>
 *  ThreadedObject ─▶ PeriodicRun, from a start to its stop ─▶ Schedule: when next?
 *                          │ tick                     ▲
 *                          ▼                          │ due
 *                 PeriodicScheduler ─▶ DueThreads: few threads for many objects
 * </pre>
 */
@NullMarked
package io.heddle.periodic;

import org.jspecify.annotations.NullMarked;
