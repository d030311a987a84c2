package io.heddle.worker;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * Something for a worker to do, in a thread or in another process, where it arrives as a
 * copy: a lambda or a method reference, which must be serializable with all that it
 * captures.
 *
 * @param <R> the result, which comes back as a copy too
 */
@FunctionalInterface
public interface WorkerTask<R extends @Nullable Object> extends Serializable {

	R run() throws Exception;

}
