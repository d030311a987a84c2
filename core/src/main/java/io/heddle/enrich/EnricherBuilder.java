package io.heddle.enrich;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;

/**
 * Builds an enricher of functions.
 *
 * @param <T> the tasks
 * @param <D> their data
 */
public interface EnricherBuilder<T, D> {

	/** The tasks of each run; asked for in the thread that calls {@code enrich}. */
	EnricherBuilder<T, D> tasks(Supplier<? extends Iterable<? extends T>> tasks);

	/** Adds the tasks of each run; called in the thread that calls {@code enrich}. */
	EnricherBuilder<T, D> addTasks(Consumer<? super TaskQueue<T>> tasks);

	/** Gets the data of a task, in several threads at the same time. Needed. */
	EnricherBuilder<T, D> doTask(TaskFunction<? super T, ? extends D> function);

	/** Saves the data of a task; called in one thread at a time. Needed. */
	EnricherBuilder<T, D> saveData(BiConsumer<? super T, ? super D> save);

	EnricherBuilder<T, D> threads(int threads);

	/** Whether no task is begun any more after one has failed. */
	EnricherBuilder<T, D> failFast(boolean failFast);

	/** After which a task is interrupted and has failed; 0 for never. */
	EnricherBuilder<T, D> taskTimeout(Duration taskTimeout);

	/** How often the number of tasks left is logged; 0 for never. */
	EnricherBuilder<T, D> progressInterval(Duration progressInterval);

	/** The kind of its threads. */
	EnricherBuilder<T, D> mode(ThreadMode mode);

	/**
	 * Whether the logging context (MDC) of the caller of {@code enrich} travels into the
	 * threads; true by default.
	 */
	EnricherBuilder<T, D> contextPropagation(boolean contextPropagation);

	/**
	 * Wraps what each thread of a run does, in the thread that calls {@code enrich}; the
	 * first one is the outermost. It must run what it wraps once, in the thread; if it
	 * does not, the run does without that thread. A {@code TaskDecorator} of Spring's
	 * fits.
	 */
	EnricherBuilder<T, D> decorator(UnaryOperator<Runnable> decorator);

	/** Changes the settings. */
	EnricherBuilder<T, D> spec(UnaryOperator<EnrichSpec> change);

	/** Hears of errors of the JVM. */
	EnricherBuilder<T, D> fatalErrors(FatalErrorHandler fatalErrors);

	/** The clock of time-outs and of the progress. */
	EnricherBuilder<T, D> ticker(Ticker ticker);

	ConfigEnricher<?, T, D> build();

}
