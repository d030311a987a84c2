package io.heddle.enrich;

/**
 * What all workers of a run have in common.
 *
 * @param tasks what is to be done
 * @param counts what has come of it
 * @param runSwitch whether tasks are begun
 * @param saveLock held while data is saved
 * @param callers who waits for the run
 * @param log tells of failures
 */
record RunParts<T>(Tasks<T> tasks, RunCounts counts, RunSwitch runSwitch, SaveLock saveLock, Callers callers,
		EnrichLog log) {

}
