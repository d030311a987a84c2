package io.heddle.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link ThreadManager}. Not thread-safe.
 */
public final class ThreadManagerBuilder {

	private final List<TaskInterceptor> interceptors = new ArrayList<>();

	private final List<UnaryOperator<Runnable>> decorators = new ArrayList<>();

	private ThreadManagerSpec spec = ThreadManagerSpec.DEFAULT;

	private @Nullable ThreadSource threads;

	private boolean contextPropagation = true;

	private FatalErrorHandler fatalErrors = FatalErrorHandler.logging();

	private Ticker ticker = Ticker.system();

	ThreadManagerBuilder() {
	}

	public ThreadManagerBuilder name(String name) {
		return spec(this.spec.name(name));
	}

	public ThreadManagerBuilder maxThreads(int maxThreads) {
		return spec(this.spec.maxThreads(maxThreads));
	}

	public ThreadManagerBuilder queueCapacity(int queueCapacity) {
		return spec(this.spec.queueCapacity(queueCapacity));
	}

	public ThreadManagerBuilder overflow(Overflow overflow) {
		return spec(this.spec.overflow(overflow));
	}

	/** Virtual threads if true (Java 21 or newer), else platform threads. */
	public ThreadManagerBuilder virtualThreads(boolean virtual) {
		return mode(virtual ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM);
	}

	public ThreadManagerBuilder mode(ThreadMode mode) {
		return spec(this.spec.mode(mode));
	}

	public ThreadManagerBuilder history(int history) {
		return spec(this.spec.history(history));
	}

	public ThreadManagerBuilder keepAlive(Duration keepAlive) {
		return spec(this.spec.keepAlive(keepAlive));
	}

	/** The settings at this moment. */
	public ThreadManagerSpec spec() {
		return this.spec;
	}

	/** Replaces all settings. */
	public ThreadManagerBuilder spec(ThreadManagerSpec spec) {
		this.spec = spec;
		return this;
	}

	/** Where threads come from; by default from the mode. */
	public ThreadManagerBuilder threads(ThreadSource threads) {
		this.threads = threads;
		return this;
	}

	/**
	 * Whether the logging context (MDC) of the caller travels into the task; true by
	 * default. The thread gets its own back afterwards in any case.
	 */
	public ThreadManagerBuilder contextPropagation(boolean contextPropagation) {
		this.contextPropagation = contextPropagation;
		return this;
	}

	/**
	 * Wraps each task, in the thread of the caller; the first one is the outermost. It
	 * must run what it wraps once, in the thread that runs it. A {@code TaskDecorator} of
	 * Spring's fits.
	 */
	public ThreadManagerBuilder decorator(UnaryOperator<Runnable> decorator) {
		this.decorators.add(decorator);
		return this;
	}

	/** Goes around the function of each task; the first one is the outermost. */
	public ThreadManagerBuilder interceptor(TaskInterceptor interceptor) {
		this.interceptors.add(interceptor);
		return this;
	}

	/** Hears of errors of the JVM that tasks have thrown. */
	public ThreadManagerBuilder fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	/** The clock, for tests. */
	public ThreadManagerBuilder ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	/**
	 * Builds it; no thread is started before the first task.
	 * @throws IllegalArgumentException if virtual threads are asked for and the JDK has
	 * none
	 */
	public ThreadManager build() {
		ThreadSource source = (this.threads != null) ? this.threads : ThreadSource.of(this.spec.mode());
		TaskContext context = new TaskContext(new ThreadContext(this.contextPropagation, this.decorators),
				List.copyOf(this.interceptors), this.fatalErrors);
		return new DefaultThreadManager(this.spec, source, context, this.ticker);
	}

}
