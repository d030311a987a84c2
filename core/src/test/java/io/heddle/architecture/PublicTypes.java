package io.heddle.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static java.util.Map.entry;

/**
 * What users may type: the public types of each room, nested ones included. A new public
 * type enters its list in the same commit.
 */
final class PublicTypes {

	private static final String TIME = """
			Deadline
			Ticker
			""";

	private static final String THREAD = """
			ThreadContext
			ThreadLook
			ThreadMode
			ThreadSource
			""";

	private static final String ACTIVITY = """
			Activity
			ActivityListener
			ActivityListeners
			ActivitySnapshot
			ActivityState
			Failure
			FailureLog
			FatalErrorHandler
			Measure
			Measure.Counter
			Measure.Gauge
			Measure.Timer
			Measures
			NearName
			SafeLog
			StateHolder
			StopOrder
			StopOutcome
			""";

	private static final String BUFFER = """
			Buffer
			Emitter
			Inlet
			Outlet
			Places
			SharedRing
			StoppedException
			""";

	private static final String BACKGROUND = """
			Background
			ExecutionState
			Overflow
			Progress
			TaskBuilder
			TaskInterceptor
			TaskListener
			TaskSnapshot
			ThreadManager
			ThreadManagerBuilder
			ThreadManagerSnapshot
			ThreadManagerSnapshot.Counts
			ThreadManagerSpec
			ThreadTask
			ThreadWrapper
			""";

	private static final String PERIODIC = """
			Args
			CatchUp
			CommandException
			CronTab
			CronTabBuilder
			CronTimes
			DueQueue
			DueThreads
			Overlap
			Periodic
			PeriodicMode
			PeriodicScheduler
			PeriodicSnapshot
			PeriodicSpec
			PeriodicStats
			SplitTarget
			ThreadedObject
			ThreadedObject.Builder
			TimedQueue
			TimedRange
			""";

	private static final String DICT = """
			DictListener
			OnReadError
			Reading
			ThreadDict
			ThreadDict.Builder
			ThreadDictSnapshot
			ThreadDictSnapshot.Counts
			ThreadDictSpec
			""";

	private static final String WORKER = """
			DataExpiredException
			RemoteTaskException
			SingletonWorker
			SingletonWorker.Builder
			TaskExecutor
			TaskExecutor.Body
			Tasklet
			UiWorker
			UiWorker.Builder
			Worker
			WorkerBuilder
			WorkerCrashedException
			WorkerKind
			WorkerMode
			WorkerPool
			WorkerPool.Builder
			WorkerProcess
			WorkerProcess.Builder
			WorkerProcessSnapshot
			WorkerProcessSnapshot.Child
			WorkerProcessSnapshot.Counts
			WorkerResult
			WorkerSnapshot
			WorkerSnapshot.Counts
			WorkerSpec
			WorkerTask
			WorkerThread
			WorkerThread.Builder
			WorkerThread.Processor
			""";

	private static final String GENERATOR = """
			BackgroundGenerator
			BackgroundGenerator.Builder
			BackgroundGenerators
			ErrorState
			Generator
			GeneratorSnapshot
			GeneratorSnapshot.Active
			GeneratorSnapshot.Counts
			GeneratorSpec
			IndexedRunnable
			MultiThread
			MultiThreadException
			ThrowingRunnable
			""";

	private static final String ENRICH = """
			ConfigEnricher
			EnrichException
			EnrichReport
			EnrichSnapshot
			EnrichSnapshot.Tasks
			EnrichSpec
			Enricher
			EnricherBuilder
			EnricherChain
			EnricherWorker
			KnownTaskException
			TaskFailure
			TaskFunction
			TaskQueue
			""";

	private static final String PIPELINE = """
			Backend
			BatchBackend
			ConfigSource
			DeadLetter
			DeadLetters
			FlatTransport
			Frontend
			Link
			LinkProvider
			LogBackend
			LogTransport
			OnError
			Pipeline
			Pipeline.Builder
			PipelineException
			PipelineSnapshot
			PipelineSpec
			PipelineState
			ResizableFrontend
			RetrySpec
			Stage
			StageContext
			StageKind
			StageSnapshot
			StageSnapshot.Doing
			StageSnapshot.Items
			StageSnapshot.Queue
			StageSnapshot.ServiceTime
			StageSnapshot.Throughput
			StageSnapshot.TimeShare
			StageSnapshot.Worker
			StageSpec
			StdinFrontend
			StopReport
			StopReport.BlockedThread
			StopReport.Stage
			Transport
			""";

	private static final String REGISTRY = """
			HeddleLifecycle
			Registry
			RegistryListener
			""";

	private static final String METRICS = """
			ActivityMeters
			""";

	private static final String ANNOTATION = """
			BackgroundMistakeException
			BackgroundPostProcessor
			PeriodicMistakeException
			PeriodicPostProcessor
			PeriodicRegister
			""";

	private static final Map<String, String> ROOMS = Map.ofEntries(entry("time", TIME), entry("thread", THREAD),
			entry("activity", ACTIVITY), entry("buffer", BUFFER), entry("background", BACKGROUND),
			entry("periodic", PERIODIC), entry("dict", DICT), entry("worker", WORKER), entry("generator", GENERATOR),
			entry("enrich", ENRICH), entry("pipeline", PIPELINE), entry("registry", REGISTRY),
			entry("metrics", METRICS), entry("annotation", ANNOTATION));

	private PublicTypes() {
	}

	static List<String> of(String room) {
		return Arrays.asList(ROOMS.getOrDefault(room, "").split("\n"));
	}

}
