package io.heddle.enrich;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What all workers of a run have in common.
 *
 * @param tasks what is to be done
 * @param counts what has come of it
 * @param runSwitch whether tasks are begun
 * @param saveLock held while data is saved
 * @param log tells of failures
 */
record RunParts<T>(Tasks<T> tasks, RunCounts counts, RunSwitch runSwitch, ReentrantLock saveLock, EnrichLog log) {

}
