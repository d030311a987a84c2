package io.heddle.pipeline;

/**
 * Whether a thread of a stage is wanted: {@code ACTIVE ⇄ RETIRING → LEFT}, or
 * {@code ACTIVE → LEFT}.
 */
enum WorkerState {

	/** At work, or about to be. */
	ACTIVE,

	/** Surplus: ends at its next item boundary, unless it is wanted again before. */
	RETIRING,

	/** Takes no more items. */
	LEFT

}
