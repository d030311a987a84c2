package io.heddle.generator;

import java.util.function.Consumer;

/**
 * What threads have to do.
 *
 * @param target what each of them does
 * @param refused is told in a thread what has kept it from that
 */
record Duty(IndexedRunnable target, Consumer<? super Throwable> refused) {

}
