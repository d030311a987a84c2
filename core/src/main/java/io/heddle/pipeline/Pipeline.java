package io.heddle.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.ActivityState;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;

/**
 * A source, any number of transforming stages and a sink, each with its own threads, with
 * bounded queues between them: <pre>
 *   Frontend ─▶ queue ─▶ Transport ─▶ queue ─▶ … ─▶ queue ─▶ Backend
 *   n threads            n threads                          n threads
 * </pre> Normal end: when the last thread of a stage has ended, its output is closed and
 * the stages after it drain. Failure: the stages before the failing one are cancelled,
 * those after it finish what they were given; the first failure is the cause, later ones
 * are suppressed exceptions of it.
 * <p>
 * Inside a living JVM each accepted item ends in exactly one of: processed, filtered,
 * failed, dead letter, or the report of the stop. Order is kept where all stages have one
 * thread.
 * <p>
 * Thread-safe. A pipeline may be started again after its end. A running pipeline keeps
 * the JVM alive.
 */
public interface Pipeline extends Activity, AutoCloseable {

	/** The word of this room. */
	String ROOM = "pipeline";

	/** Within which time {@link #close()} stops a pipeline. */
	Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(25);

	/**
	 * Begins to build a pipeline.
	 * @param name not empty, without dots
	 */
	static Builder<Void> named(String name) {
		return new DefaultPipelineBuilder<>(name);
	}

	@Override
	default String room() {
		return ROOM;
	}

	/**
	 * Starts it and <b>blocks</b> until every stage has stopped; on a pipeline that runs
	 * already, waits for its end. When the waiting thread is interrupted, the pipeline is
	 * stopped at once and the flag is kept.
	 * @throws PipelineException if the run failed
	 */
	void run();

	/**
	 * Starts it and returns at once.
	 * @throws IllegalStateException if it is running
	 */
	@Override
	void start();

	/**
	 * <b>Blocks</b> until the pipeline has ended, at most for the limit. An interrupt
	 * ends the wait and the flag is kept.
	 * @return whether it has ended, or never ran
	 */
	boolean awaitEnd(Duration limit);

	/** Drains without a limit: {@link #stop(Duration)} for ever. */
	default StopReport stop() {
		return stop(Duration.ofSeconds(Long.MAX_VALUE));
	}

	/**
	 * Stops it: frontends end, everything accepted drains. When the limit has passed, all
	 * threads are interrupted and what is left is reported; returns at most a second
	 * after the limit. A paused pipeline is resumed to drain. Frontends that come to no
	 * {@code emit} are interrupted after a short patience, and left behind if they ignore
	 * it.
	 * <p>
	 * Harmless when the pipeline has ended. <b>Blocks.</b>
	 * @throws IllegalStateException if it was never started
	 */
	@Override
	StopReport stop(Duration limit);

	/** Stops it within {@link #DEFAULT_STOP_LIMIT} if it was started. */
	@Override
	void close();

	/**
	 * Holds every thread at its next item boundary; returns at once. Harmless when it is
	 * not running.
	 */
	void pause();

	/** Ends a pause. Harmless when it is not paused. */
	void resume();

	/**
	 * Changes the number of threads of a stage, now and for later runs. Added threads
	 * start at once; a surplus thread ends at its next item boundary, after its
	 * {@code cleanup}. Nothing in flight is interrupted, lost or doubled. Does not wait.
	 * @throws IllegalArgumentException if there is no such stage, if {@code threads} is
	 * out of range, or if the stage is a running frontend that is no
	 * {@link ResizableFrontend}
	 */
	void setThreads(String stage, int threads);

	/**
	 * Hands an item from outside to a stage of the running pipeline, as if the stage
	 * before had emitted it. <b>Blocks</b> while the queue of the stage is full.
	 * @throws IllegalArgumentException if there is no such stage or it has no input
	 * @throws IllegalStateException if the stage takes no items any more; the item was
	 * not accepted
	 */
	void offer(String stage, Object item);

	PipelineState getState();

	@Override
	default ActivityState activityState() {
		return getState().toActivityState();
	}

	@Override
	PipelineSnapshot snapshot();

	/** Its settings, with the thread counts of this moment. */
	PipelineSpec spec();

	/**
	 * Changes its settings for later runs.
	 * @param tuning gets the present settings and returns new ones with the same name and
	 * the same stages; called again when they were changed meanwhile
	 * @throws IllegalStateException if it is running
	 */
	void tune(UnaryOperator<PipelineSpec> tuning);

	/** The kind of each stage by its name, in order. */
	Map<String, StageKind> kinds();

	/**
	 * Collects the parts of a pipeline. Names of stages default to the simple name of
	 * their class, in lower camel case, or to their kind where they are lambdas. Not
	 * thread-safe.
	 *
	 * @param <T> what the last stage so far emits
	 */
	interface Builder<T> {

		/** The source; every pipeline has one. */
		<O> Builder<O> from(Frontend<O> frontend, UnaryOperator<StageSpec> spec);

		default <O> Builder<O> from(Frontend<O> frontend) {
			return from(frontend, UnaryOperator.identity());
		}

		default <O> Builder<O> from(Frontend<O> frontend, StageSpec spec) {
			return from(frontend, (defaults) -> spec);
		}

		<O> Builder<O> via(Transport<? super T, ? extends O> transport, UnaryOperator<StageSpec> spec);

		default <O> Builder<O> via(Transport<? super T, ? extends O> transport) {
			return via(transport, UnaryOperator.identity());
		}

		default <O> Builder<O> via(Transport<? super T, ? extends O> transport, StageSpec spec) {
			return via(transport, (defaults) -> spec);
		}

		<O> Builder<O> viaFlat(FlatTransport<? super T, O> transport, UnaryOperator<StageSpec> spec);

		default <O> Builder<O> viaFlat(FlatTransport<? super T, O> transport) {
			return viaFlat(transport, UnaryOperator.identity());
		}

		default <O> Builder<O> viaFlat(FlatTransport<? super T, O> transport, StageSpec spec) {
			return viaFlat(transport, (defaults) -> spec);
		}

		Builder<T> to(Backend<? super T> backend, UnaryOperator<StageSpec> spec);

		default Builder<T> to(Backend<? super T> backend) {
			return to(backend, UnaryOperator.identity());
		}

		default Builder<T> to(Backend<? super T> backend, StageSpec spec) {
			return to(backend, (defaults) -> spec);
		}

		Builder<T> toBatch(BatchBackend<? super T> backend, UnaryOperator<StageSpec> spec);

		default Builder<T> toBatch(BatchBackend<? super T> backend) {
			return toBatch(backend, UnaryOperator.identity());
		}

		default Builder<T> toBatch(BatchBackend<? super T> backend, StageSpec spec) {
			return toBatch(backend, (defaults) -> spec);
		}

		/**
		 * Adds a stage of which each thread gets an instance of its own, made in that
		 * thread. Item types are not checked.
		 */
		default <O> Builder<O> stage(StageKind kind, Supplier<? extends Stage> instances, StageSpec spec) {
			return stage(kind, instances, (instance) -> {
			}, spec);
		}

		/**
		 * Adds a stage of which each thread gets an instance of its own, made in that
		 * thread and given back in it, after its {@code cleanup}. Item types are not
		 * checked.
		 */
		<O> Builder<O> stage(StageKind kind, Supplier<? extends Stage> instances, Consumer<Stage> release,
				StageSpec spec);

		/** The object that stages get by {@link StageContext#config(Class)}. */
		Builder<T> config(Object config);

		/** Gives the configuration in whatever type a stage asks for. */
		Builder<T> config(ConfigSource config);

		/** Objects that all stages share; copied. */
		Builder<T> runtimeContext(Map<String, ?> context);

		/**
		 * The kind of all threads of stages that do not say otherwise; platform by
		 * default.
		 */
		Builder<T> mode(ThreadMode mode);

		/**
		 * Where stages with {@code on-error: dead-letter} put items; in memory by
		 * default.
		 */
		Builder<T> deadLetters(DeadLetters deadLetters);

		/**
		 * Hears of errors of the JVM that stages have thrown, whatever becomes of the
		 * item; they are logged by default.
		 */
		Builder<T> fatalErrors(FatalErrorHandler fatalErrors);

		/** Whether the lifecycle of an application starts it; true by default. */
		Builder<T> autoStart(boolean autoStart);

		/** The clock, for tests. */
		Builder<T> ticker(Ticker ticker);

		/** What carries items from stage to stage; buffers in memory by default. */
		Builder<T> links(LinkProvider links);

		/**
		 * Builds it; no thread is started.
		 * @throws IllegalArgumentException if a stage is missing, doubled or in the wrong
		 * place
		 */
		Pipeline build();

	}

}
