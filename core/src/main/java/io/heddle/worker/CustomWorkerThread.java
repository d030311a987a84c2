package io.heddle.worker;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A worker thread that was given what subclasses override.
 */
final class CustomWorkerThread<R extends @Nullable Object> extends WorkerThread<R> {

	private final Processor<R> processor;

	private final Runnable hook;

	CustomWorkerThread(Builder<R> builder, Processor<R> processor, Runnable hook) {
		super(builder);
		this.processor = processor;
		this.hook = hook;
	}

	@Override
	protected R process(Callable<R> task) throws Exception {
		return this.processor.process(task);
	}

	@Override
	protected void hook() {
		this.hook.run();
	}

}
