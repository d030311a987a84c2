package io.heddle.worker;

import java.time.Duration;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the workers of this JVM have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class WorkerBuilder<B extends WorkerBuilder<B>>
		permits WorkerThread.Builder, SingletonWorker.Builder, WorkerPool.Builder, UiWorker.Builder {

	private WorkshopSpec spec;

	private boolean ownMode;

	private @Nullable ThreadSource threads;

	private ThreadContext context = ThreadContext.LOGGING;

	private @Nullable FatalErrorHandler fatalErrors;

	private Ticker ticker = Ticker.system();

	WorkerBuilder(WorkerKind kind, String name) {
		this.spec = WorkshopSpec.of(kind, name);
	}

	/** How many jobs may wait; 1000 by default. */
	public B queueCapacity(int queueCapacity) {
		return spec((spec) -> spec.queueCapacity(queueCapacity));
	}

	/** The kind of its threads. */
	public B mode(ThreadMode mode) {
		this.ownMode = true;
		return spec((spec) -> spec.mode(mode));
	}

	/** Whether the lifecycle of an application starts it; true by default. */
	public B autoStart(boolean autoStart) {
		return spec((spec) -> spec.autoStart(autoStart));
	}

	/** Where threads come from; by default from the mode. */
	public B threads(ThreadSource threads) {
		this.threads = threads;
		return self();
	}

	/** Hears of errors of the JVM that jobs have thrown. */
	public B fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return self();
	}

	/** The clock, for tests. */
	public B ticker(Ticker ticker) {
		this.ticker = ticker;
		return self();
	}

	B contextPropagationOf(boolean contextPropagation) {
		this.context = this.context.logging(contextPropagation);
		return self();
	}

	B decoratorOf(UnaryOperator<Runnable> decorator) {
		this.context = this.context.decorator(decorator);
		return self();
	}

	B maxThreadsOf(int maxThreads) {
		return spec((spec) -> spec.maxThreads(maxThreads));
	}

	B resultCapacityOf(int resultCapacity) {
		return spec((spec) -> spec.resultCapacity(resultCapacity));
	}

	B keepAliveOf(Duration keepAlive) {
		return spec((spec) -> spec.keepAlive(keepAlive));
	}

	private B spec(UnaryOperator<WorkshopSpec> change) {
		this.spec = change.apply(this.spec);
		return self();
	}

	abstract B self();

	/** Complains of virtual threads that there are not. */
	WorkshopParts parts() {
		ThreadSource.of(this.spec.mode());
		return new WorkshopParts(this.spec, this.ownMode, this.threads, this.context, this.fatalErrors, this.ticker);
	}

}
