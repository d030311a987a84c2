package io.heddle.periodic;

/**
 * What becomes of executions whose times have passed while another one was going on, with
 * {@link PeriodicMode#FIXED_RATE} and {@link PeriodicMode#CRON}.
 */
public enum CatchUp {

	/** They are skipped. */
	NONE,

	/** One stands for all of them, at once; the others are skipped. */
	ONE

}
