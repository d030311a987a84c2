package io.heddle.background;

/**
 * The outcome of a function that has not returned.
 *
 * @param cause what it has thrown, or why it was cancelled
 * @param cancelled whether it was cancelled
 * @param begun whether it had begun
 */
record Failed(Throwable cause, boolean cancelled, boolean begun) {

}
