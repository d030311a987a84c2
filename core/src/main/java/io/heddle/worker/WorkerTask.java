package io.heddle.worker;

import java.io.Serializable;
import java.util.Arrays;

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

	/**
	 * A public method of the executor that a {@link WorkerProcess} has been
	 * {@linkplain WorkerProcess#bind bound} to.
	 */
	static <R extends @Nullable Object> WorkerTask<R> named(String method, @Nullable Object... args) {
		return new NamedTask<>(method, Arrays.asList(args));
	}

}
