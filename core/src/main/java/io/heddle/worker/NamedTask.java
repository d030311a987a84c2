package io.heddle.worker;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A method of the executor that is bound to a worker.
 *
 * @param method its name
 * @param args what it is called with
 */
record NamedTask<R extends @Nullable Object>(String method, List<@Nullable Object> args) implements WorkerTask<R> {

	NamedTask {
		Assert.hasText(method, "'method' of a task must not be empty");
		args = Collections.unmodifiableList(Arrays.asList(args.toArray()));
	}

	/** For who is no worker. */
	@Override
	public R run() {
		throw new IllegalStateException(
				"Task '%s' needs the executor of a WorkerProcess: bind(..) one".formatted(this.method));
	}

}
