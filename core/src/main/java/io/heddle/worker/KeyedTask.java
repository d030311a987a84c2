package io.heddle.worker;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A task and what its result is asked for by.
 */
record KeyedTask<K, R extends @Nullable Object>(K key, Callable<? extends R> task) {

}
