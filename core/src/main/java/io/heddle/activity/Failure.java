package io.heddle.activity;

import java.time.Instant;

/**
 * A failure: where and when it happened, and its cause.
 *
 * @param where the part of the activity that failed, for example a stage
 * @param thread the name of the thread that failed
 * @param cause what was thrown; later failures of the same run are its suppressed
 * exceptions
 * @param at when it was noticed
 */
public record Failure(String where, String thread, Throwable cause, Instant at) {

}
