package io.heddle.enrich;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.StopOutcome;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What becomes of a run whose tasks fail, hang, or which is stopped; and what is seen.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class EnricherFaultTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final Map<Integer, Object> saved = new ConcurrentHashMap<>();

	private final CountDownLatch never = new CountDownLatch(1);

	private EnricherBuilder<Integer, Object> enricher(int tasks) {
		return Enricher.<Integer, Object>of("numbers")
			.tasks(() -> IntStream.range(0, tasks).boxed().toList())
			.doTask((task) -> task)
			.saveData(this.saved::put)
			.ticker(this.ticker);
	}

	private static AtomicReference<@Nullable Throwable> enrich(Crew crew, Enricher enricher) {
		AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
		crew.start(() -> thrown.set(catchThrowable(enricher::enrich)));
		return thrown;
	}

	private static EnrichException failureOf(AtomicReference<@Nullable Throwable> thrown) {
		assertThat(thrown.get()).isInstanceOf(EnrichException.class);
		return (EnrichException) Objects.requireNonNull(thrown.get());
	}

	private void ignoreInterrupts() {
		while (this.never.getCount() > 0) {
			LockSupport.park(this);
			Thread.interrupted();
		}
	}

	private void open(Thread... threads) {
		this.never.countDown();
		for (Thread thread : threads) {
			LockSupport.unpark(thread);
		}
	}

	@EachThreadMode
	void aTaskThatTakesTooLongIsInterruptedAndHasFailed(ThreadMode mode) throws InterruptedException {
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			if (task == 3) {
				this.never.await();
			}
			return task;
		}).threads(2).taskTimeout(SECOND).progressInterval(Duration.ZERO).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = enrich(crew, enricher);
			Eventually.holds(() -> this.saved.size() == 9);
			this.ticker.awaitSleepers(1);
			this.ticker.advance(SECOND);
			crew.join();
			assertThat(failureOf(thrown).failures()).hasSize(1).allSatisfy((failure) -> {
				assertThat(failure.task()).isEqualTo(3);
				assertThat(failure.cause()).isInstanceOf(TimeoutException.class)
					.hasMessage("A task of enricher 'numbers' took longer than PT1S");
			});
		}
		assertThat(this.saved).hasSize(9);
	}

	@EachThreadMode
	void aWorkerThatIgnoresItsInterruptIsReplaced(ThreadMode mode) throws InterruptedException {
		AtomicReference<@Nullable Thread> stuck = new AtomicReference<>();
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			if (task == 3) {
				stuck.set(Thread.currentThread());
				ignoreInterrupts();
			}
			return task;
		}).threads(1).taskTimeout(SECOND).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = enrich(crew, enricher);
			Eventually.holds(() -> stuck.get() != null);
			this.ticker.awaitSleepers(1);
			this.ticker.advance(SECOND);
			this.ticker.awaitSleepers(1);
			this.ticker.advance(EnrichRun.GRACE);
			crew.join();
			assertThat(failureOf(thrown).failures()).extracting((failure) -> (Object) failure.task())
				.containsExactly(3);
		}
		assertThat(this.saved).containsOnlyKeys(0, 1, 2, 4, 5, 6, 7, 8, 9);
		Thread left = Objects.requireNonNull(stuck.get());
		open(left);
		Eventually.holds(() -> !left.isAlive());
		assertThat(this.saved).doesNotContainKey(3);
	}

	/** Fault case 30. */
	@Test
	void aSaveThatThrowsReleasesTheLockAndIsToldWithItsTask() {
		ConfigEnricher<?, Integer, Object> enricher = enricher(100).saveData((task, data) -> {
			if (task == 50) {
				throw new IllegalStateException("disk full");
			}
			this.saved.put(task, data);
		}).build();
		EnrichException thrown = (EnrichException) catchThrowable(enricher::enrich);
		assertThat(thrown.failures()).extracting((failure) -> (Object) failure.task()).containsExactly(50);
		assertThat(this.saved).hasSize(99);
	}

	/** Fault case 30. */
	@EachThreadMode
	void aSaveThatHangsIsInterruptedAndOthersGoOn(ThreadMode mode) throws InterruptedException {
		CountDownLatch hanging = new CountDownLatch(1);
		ConfigEnricher<?, Integer, Object> enricher = enricher(100).doTask((task) -> {
			if (task > 0) {
				hanging.await();
			}
			return task;
		}).saveData((task, data) -> {
			if (task == 0) {
				hanging.countDown();
				hang();
			}
			this.saved.put(task, data);
		}).taskTimeout(SECOND).threads(1).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = enrich(crew, enricher);
			hanging.await();
			this.ticker.awaitSleepers(1);
			this.ticker.advance(SECOND);
			crew.join();
			assertThat(failureOf(thrown).failures()).extracting((failure) -> (Object) failure.task())
				.containsExactly(0);
		}
		assertThat(this.saved).hasSize(99);
	}

	private void hang() {
		try {
			this.never.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** Fault case 31. */
	@Test
	void aMillionFailuresAreCountedAndFewAreKeptAndAllAreDoneAgain() {
		KnownTaskException quiet = new KnownTaskException("");
		AtomicBoolean broken = new AtomicBoolean(true);
		ConfigEnricher<?, Integer, Object> enricher = enricher(1_000_000).doTask((task) -> {
			if (broken.get()) {
				throw quiet;
			}
			return null;
		}).build();
		EnrichException thrown = (EnrichException) catchThrowable(enricher::enrich);
		assertThat(thrown.failures()).hasSize(EnrichReport.MAX_FAILURES);
		assertThat(thrown.dropped()).isEqualTo(1_000_000 - EnrichReport.MAX_FAILURES);
		broken.set(false);
		enricher.retryFailed();
		assertThat(enricher.lastReport()).isNotNull().extracting(EnrichReport::empty).isEqualTo(1_000_000L);
	}

	@EachThreadMode
	void anInterruptedCallerEndsTheRun(ThreadMode mode) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean flag = new AtomicBoolean();
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			begun.countDown();
			this.never.await();
			return task;
		}).threads(2).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
			Thread caller = crew.start(() -> {
				thrown.set(catchThrowable(enricher::enrich));
				flag.set(Thread.currentThread().isInterrupted());
			});
			begun.await();
			caller.interrupt();
			crew.join();
			assertThat(failureOf(thrown)).hasMessage("Enricher 'numbers' was interrupted")
				.hasCauseInstanceOf(InterruptedException.class);
		}
		assertThat(flag).isTrue();
		assertThat(this.saved).isEmpty();
	}

	@EachThreadMode
	void aStopLetsTasksUnderWayEnd(ThreadMode mode) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			begun.countDown();
			gate.await();
			return task;
		}).threads(1).mode(mode).build();
		AtomicReference<@Nullable StopOutcome> outcome = new AtomicReference<>();
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = enrich(crew, enricher);
			begun.await();
			crew.start(() -> outcome.set(enricher.activity().stop(Duration.ofSeconds(10))));
			Eventually.holds(() -> enricher.activity().activityState() == ActivityState.STOPPING);
			gate.countDown();
			crew.join();
			assertThat(failureOf(thrown)).hasMessage("Enricher 'numbers' was stopped with 9 tasks left")
				.hasCauseInstanceOf(CancellationException.class);
		}
		assertThat(outcome.get()).isNotNull()
			.extracting(StopOutcome::describe)
			.isEqualTo("Enricher 'numbers' left 9 tasks");
		assertThat(this.saved).hasSize(1);
		assertThat(enricher.activity().activityState()).isEqualTo(ActivityState.FAILED);
	}

	@Test
	void aStopGivesUpTasksThatIgnoreTheirInterrupt() throws InterruptedException {
		AtomicReference<@Nullable Thread> stuck = new AtomicReference<>();
		ConfigEnricher<?, Integer, Object> enricher = enricher(2).doTask((task) -> {
			stuck.set(Thread.currentThread());
			ignoreInterrupts();
			return task;
		}).threads(1).build();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			AtomicReference<@Nullable Throwable> thrown = enrich(crew, enricher);
			Eventually.holds(() -> stuck.get() != null);
			StopOutcome outcome = enricher.activity().stop(Duration.ZERO);
			assertThat(outcome.isComplete()).isFalse();
			assertThat(outcome.describe()).isEqualTo("Enricher 'numbers' left 2 tasks, and threads [numbers] go on: "
					+ "let tasks end when they are interrupted");
			crew.join();
			assertThat(failureOf(thrown)).hasMessage("Enricher 'numbers' was stopped with 2 tasks left");
		}
		Thread left = Objects.requireNonNull(stuck.get());
		open(left);
		Eventually.holds(() -> !left.isAlive());
		assertThat(this.saved).isEmpty();
	}

	/** Case T25. */
	@EachThreadMode
	void tellsHowManyTasksAreLeft(ThreadMode mode) throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		ConfigEnricher<?, Integer, Object> enricher = enricher(5).doTask((task) -> {
			if (task >= 2) {
				gate.await();
			}
			return task;
		}).threads(1).mode(mode).build();
		List<String> lines = linesOf(() -> {
			try (Crew crew = new Crew(mode)) {
				enrich(crew, enricher);
				Eventually.holds(() -> this.saved.size() == 2 && left(enricher) == 3);
				for (int i = 0; i < 2; i++) {
					this.ticker.awaitSleepers(1);
					this.ticker.advance(EnrichSpec.DEFAULT_PROGRESS_INTERVAL);
				}
				this.ticker.awaitSleepers(1);
				gate.countDown();
				crew.join();
			}
		});
		assertThat(lines).containsExactly("Enricher 'numbers' started", "Enricher 'numbers', 3 tasks left",
				"Enricher 'numbers', 3 tasks left", "Enricher 'numbers' completed successfully after PT20S");
		assertThat(left(enricher)).isZero();
	}

	private static double left(ConfigEnricher<?, ?, ?> enricher) {
		return Objects.requireNonNull(measures(enricher).get("tasks.left"));
	}

	private static Map<String, Double> measures(ConfigEnricher<?, ?, ?> enricher) {
		return enricher.activity().measures().stream().collect(Collectors.toMap((measure) -> {
			String outcome = measure.tags().get("outcome");
			return (outcome != null) ? measure.name() + " " + outcome : measure.name();
		}, (measure) -> {
			if (measure instanceof Measure.Gauge gauge) {
				return gauge.value().getAsDouble();
			}
			return (double) ((measure instanceof Measure.Counter counter) ? counter.count()
					: ((Measure.Timer) measure).count())
				.getAsLong();
		}));
	}

	@Test
	void knownFailuresAreLoggedWithoutAStackTraceAndNotAtAllWithoutAMessage() throws InterruptedException {
		ConfigEnricher<?, Integer, Object> enricher = enricher(3).doTask((task) -> {
			if (task == 2) {
				throw new IllegalStateException("broken");
			}
			throw new KnownTaskException((task == 0) ? "no such host" : "");
		}).threads(1).build();
		List<String> lines = linesOf(() -> assertThat(catchThrowable(enricher::enrich)).isNotNull());
		assertThat(lines).containsExactly("Enricher 'numbers' started", "numbers thread numbers error: no such host",
				"numbers thread numbers has failed with a trace",
				"Enricher 'numbers' completed with errors after PT0S");
	}

	private static List<String> linesOf(Crew.Task task) throws InterruptedException {
		Logger logger = (Logger) LoggerFactory.getLogger(ConfigEnricher.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(appender);
		try {
			task.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			logger.detachAppender(appender);
			logger.setAdditive(true);
			logger.setLevel(null);
		}
		return appender.list.stream()
			.map((event) -> event.getFormattedMessage() + ((event.getThrowableProxy() != null) ? " with a trace" : ""))
			.toList();
	}

	@Test
	void isSeenByItsActivity() {
		Queue<String> changes = new ConcurrentLinkedQueue<>();
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			if (task == 0) {
				throw new IllegalStateException("broken");
			}
			return (task == 1) ? null : task;
		}).build();
		enricher.activity().addListener((activity, from, to) -> changes.add(from + "→" + to));
		assertThat(catchThrowable(enricher::enrich)).isNotNull();
		assertThat(changes).containsExactly("NEW→RUNNING", "RUNNING→FAILED");
		EnrichSnapshot snapshot = (EnrichSnapshot) enricher.activity().snapshot();
		assertThat(snapshot.room()).isEqualTo("enrich");
		assertThat(snapshot.name()).isEqualTo("numbers");
		assertThat(snapshot.tasks()).isEqualTo(new EnrichSnapshot.Tasks(8, 1, 1, 0));
		assertThat(snapshot.runs()).isEqualTo(1);
		assertThat(snapshot.failedRuns()).isEqualTo(1);
		assertThat(snapshot.failure()).isNotNull();
		assertThat(enricher.activity().isAutoStart()).isFalse();
		assertThat(enricher.activity()).hasToString("Enricher 'numbers' FAILED");
		assertThat(measures(enricher)).containsEntry("tasks saved", 8.0)
			.containsEntry("tasks failed", 1.0)
			.containsEntry("runs", 1.0)
			.containsEntry("failures", 1.0);
		assertThat(enricher.activity().stop(SECOND).isComplete()).isTrue();
	}

	@Test
	void enrichersOfOneBuilderShareTheirLockAndTheLockGoesWithIt() {
		String builder = new String("model");
		assertThat(SaveLocks.of(builder)).isSameAs(SaveLocks.of(builder));
		assertThat(SaveLocks.of(new String("model"))).isNotSameAs(SaveLocks.of(builder));
	}

}
