package io.heddle.pipeline;

import java.time.Instant;

/**
 * An item that has finally failed and was put aside.
 *
 * @param id given by the store, ascending
 * @param pipeline the pipeline in which it failed
 * @param stage the stage that could not process it
 * @param item the input of that stage
 * @param cause why the last attempt failed
 * @param attempts how often it was tried
 * @param at when it was put aside
 */
public record DeadLetter(long id, String pipeline, String stage, Object item, Throwable cause, int attempts,
		Instant at) {

}
