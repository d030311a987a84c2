package io.heddle.enrich;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.heddle.activity.ActivityState;
import io.heddle.activity.StopOutcome;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * When a run ends and what it leaves: stops at any time, threads that cannot be started,
 * tasks that come late, and what is done again.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class EnrichRunTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	/** Longer than a crew waits. */
	private static final Duration LONG = Duration.ofMinutes(1);

	private final ManualTicker ticker = new ManualTicker();

	private final Map<Integer, Object> saved = new ConcurrentHashMap<>();

	private final AtomicBoolean broken = new AtomicBoolean(true);

	private EnricherBuilder<Integer, Object> enricher(int tasks) {
		return Enricher.<Integer, Object>of("numbers")
			.tasks(() -> IntStream.range(0, tasks).boxed().toList())
			.doTask((task) -> task)
			.saveData(this.saved::put)
			.ticker(this.ticker);
	}

	private static EnrichReport reportOf(ConfigEnricher<?, ?, ?> enricher) {
		return Objects.requireNonNull(enricher.lastReport());
	}

	private static EnrichException failureOf(ConfigEnricher<?, ?, ?> enricher) {
		return catchThrowableOfType(EnrichException.class, enricher::enrich);
	}

	/** Those threads cannot be started whose number says so. */
	private static ThreadSource failing(ThreadMode mode, IntPredicate fails) {
		AtomicInteger made = new AtomicInteger();
		ThreadSource source = ThreadSource.of(mode);
		return new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return mode;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (fails.test(made.getAndIncrement())) {
					throw new OutOfMemoryError("no more threads");
				}
				return source.newThread(name, body);
			}

		};
	}

	/** Case T22. */
	@EachThreadMode
	void takesNoLongerThanItsTasks(ThreadMode mode) throws InterruptedException {
		Duration each = Duration.ofMillis(200);
		ConfigEnricher<?, Integer, Object> enricher = enricher(8).doTask((task) -> {
			long until = this.ticker.nanos() + each.toNanos();
			while (until - this.ticker.nanos() > 0) {
				this.ticker.parkUntil(this, until);
			}
			return task;
		}).threads(2).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			crew.start(enricher::enrich);
			for (int i = 0; i < 4; i++) {
				this.ticker.awaitSleepers(3);
				this.ticker.advance(each);
			}
			crew.join();
		}
		assertThat(this.saved).hasSize(8);
		assertThat(reportOf(enricher).elapsed()).isEqualTo(Duration.ofMillis(800));
	}

	@EachThreadMode
	void whatFailFastHasSkippedIsDoneAgain(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(100).doTask((task) -> {
			if (task == 3 && this.broken.get()) {
				throw new IllegalStateException("broken");
			}
			return task;
		}).threads(2).failFast(true).mode(mode).build();
		assertThat(failureOf(enricher).failures()).hasSize(1);
		this.broken.set(false);
		enricher.retryFailed();
		assertThat(this.saved).hasSize(100);
		enricher.retryFailed();
		assertThat(reportOf(enricher).isSuccess()).isTrue();
	}

	@Test
	void whatARunThatNeverBeganWasToDoIsNotForgotten() {
		Unprepared enricher = new Unprepared();
		assertThat(failureOf(enricher).failures()).hasSize(5);
		enricher.unprepared = true;
		assertThatIllegalStateException().isThrownBy(enricher::retryFailed).withMessage("not prepared");
		enricher.unprepared = false;
		enricher.broken.set(false);
		enricher.retryFailed();
		assertThat(reportOf(enricher).saved()).isEqualTo(5);
	}

	/** Fault case 12. */
	@EachThreadMode
	void fewerThreadsThanWantedAreEnough(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(100).threads(6).mode(mode).build();
		enricher.useThreads(failing(mode, (number) -> number % 3 != 1));
		enricher.enrich();
		assertThat(this.saved).hasSize(100);
		assertThat(enricher.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	/** Fault case 12. */
	@EachThreadMode
	void withoutAnyThreadTheRunFailsAndNothingIsLost(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).threads(3).mode(mode).build();
		enricher.useThreads(failing(mode, (number) -> number < 3));
		EnrichException thrown = failureOf(enricher);
		assertThat(thrown)
			.hasMessage("Enricher 'numbers' has no thread that could be started: 10 of 10 tasks were skipped")
			.hasCauseInstanceOf(OutOfMemoryError.class);
		assertThat(thrown.report()).isNotNull().extracting(EnrichReport::skipped).isEqualTo(10L);
		enricher.retryFailed();
		assertThat(this.saved).hasSize(10);
	}

	/** Its thread goes on, and a stop says so; what it adds then is refused. */
	@EachThreadMode
	void aTaskThatWasGivenUpAddsNothingAfterTheEnd(ThreadMode mode) throws InterruptedException {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch others = new CountDownLatch(1);
		AtomicBoolean go = new AtomicBoolean();
		AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
		AtomicReference<@Nullable Thread> late = new AtomicReference<>();
		Adding enricher = new Adding(EnrichSpec.of("adding").threads(1).taskTimeout(SECOND).mode(mode),
				(task, tasks) -> {
					if (task == 1) {
						others.await();
						return;
					}
					late.set(Thread.currentThread());
					stuck.countDown();
					while (!go.get()) {
						LockSupport.park(this);
						Thread.interrupted();
					}
					refused.set(catchThrowable(() -> tasks.put(3)));
				});
		enricher.useTicker(this.ticker);
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
			crew.start(() -> thrown.set(catchThrowable(enricher::enrich)));
			stuck.await();
			this.ticker.awaitSleepers(1);
			this.ticker.advance(SECOND);
			this.ticker.awaitSleepers(1);
			this.ticker.advance(EnrichRun.GRACE);
			others.countDown();
			crew.join();
			assertThat(thrown.get()).hasMessage("Enricher 'adding' failed with 1 of 2 tasks, 0 were skipped");
		}
		go.set(true);
		LockSupport.unpark(late.get());
		Eventually.holds(() -> refused.get() != null);
		assertThat(refused.get()).isInstanceOf(IllegalStateException.class)
			.hasMessage("A task of enricher 'adding' comes too late: the run has ended");
		assertThat(reportOf(enricher).tasks()).isEqualTo(2);
		assertThat(enricher.activity().activityState()).isEqualTo(ActivityState.FAILED);
	}

	@EachThreadMode
	void aStopNamesThreadsWhosePlaceAnotherOneHas(ThreadMode mode) throws InterruptedException {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch replaced = new CountDownLatch(1);
		AtomicBoolean go = new AtomicBoolean();
		AtomicReference<@Nullable Thread> late = new AtomicReference<>();
		ConfigEnricher<?, Integer, Object> enricher = enricher(2).doTask((task) -> {
			if (task == 1) {
				replaced.countDown();
				new CountDownLatch(1).await();
			}
			late.set(Thread.currentThread());
			stuck.countDown();
			while (!go.get()) {
				LockSupport.park(this);
				Thread.interrupted();
			}
			return task;
		}).threads(1).taskTimeout(SECOND).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> assertThat(catchThrowable(enricher::enrich)).isNotNull());
			stuck.await();
			this.ticker.awaitSleepers(1);
			this.ticker.advance(SECOND);
			this.ticker.awaitSleepers(1);
			this.ticker.advance(EnrichRun.GRACE);
			replaced.await();
			assertThat(enricher.activity().stop(Duration.ZERO).describe()).contains("threads [numbers] go on");
			crew.join();
		}
		go.set(true);
		LockSupport.unpark(late.get());
	}

	@EachThreadMode
	void aTaskMayStopItsRun(ThreadMode mode) throws InterruptedException {
		List<ConfigEnricher<?, Integer, Object>> itself = new ArrayList<>();
		Queue<StopOutcome> outcomes = new ConcurrentLinkedQueue<>();
		itself.add(enricher(10).doTask((task) -> {
			if (task == 2) {
				outcomes.add(itself.get(0).activity().stop(LONG));
			}
			return task;
		}).threads(1).mode(mode).build());
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
			crew.start(() -> thrown.set(catchThrowable(itself.get(0)::enrich)));
			crew.join();
			assertThat(thrown.get()).hasMessage("Enricher 'numbers' was stopped with 7 tasks left")
				.hasCauseInstanceOf(CancellationException.class);
		}
		assertThat(outcomes).extracting(StopOutcome::isComplete).containsExactly(false);
		assertThat(this.saved).containsOnlyKeys(0, 1, 2);
		itself.get(0).retryFailed();
		assertThat(this.saved).hasSize(10);
	}

	@EachThreadMode
	void aRunMayBeStoppedBeforeItsTasksAreAdded(ThreadMode mode) throws InterruptedException {
		List<ConfigEnricher<?, Integer, Object>> itself = new ArrayList<>();
		itself.add(enricher(0).addTasks((tasks) -> {
			itself.get(0).activity().stop(LONG);
			tasks.putAll(List.of(1, 2, 3));
		}).mode(mode).build());
		try (Crew crew = new Crew(mode)) {
			AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
			crew.start(() -> thrown.set(catchThrowable(itself.get(0)::enrich)));
			crew.join();
			assertThat(thrown.get()).hasMessage("Enricher 'numbers' was stopped with 3 tasks left");
		}
		assertThat(this.saved).isEmpty();
	}

	@EachThreadMode
	void aStopWaitsForNoRunThatCouldNotBegin(ThreadMode mode) throws InterruptedException {
		CountDownLatch preparing = new CountDownLatch(1);
		Unprepared enricher = new Unprepared();
		enricher.gate = () -> {
			preparing.countDown();
			Eventually.holds(() -> enricher.activity().activityState() == ActivityState.STOPPING);
			throw new IllegalStateException("not prepared");
		};
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> assertThat(catchThrowable(enricher::enrich)).isNotNull());
			preparing.await();
			crew.start(() -> enricher.activity().stop(LONG));
			crew.join();
		}
		assertThat(enricher.activity().activityState()).isEqualTo(ActivityState.FAILED);
	}

	@EachThreadMode
	void anInterruptedCallerLeavesNoThreadAndNothingIsLost(ThreadMode mode) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(2);
		Queue<Thread> threads = new ConcurrentLinkedQueue<>();
		Queue<Thread> alive = new ConcurrentLinkedQueue<>();
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			if (this.broken.get()) {
				threads.add(Thread.currentThread());
				begun.countDown();
				new CountDownLatch(1).await();
			}
			return task;
		}).threads(2).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			Thread caller = crew.start(() -> {
				assertThat(catchThrowable(enricher::enrich)).isNotNull();
				threads.stream().filter(Thread::isAlive).forEach(alive::add);
			});
			begun.await();
			caller.interrupt();
			crew.join();
		}
		assertThat(alive).isEmpty();
		assertThat(reportOf(enricher)).extracting(EnrichReport::failed, EnrichReport::skipped).containsExactly(2L, 8L);
		this.broken.set(false);
		enricher.retryFailed();
		assertThat(this.saved).hasSize(10);
	}

	@EachThreadMode
	void aFailureThatCannotSayWhatItIsHangsNothing(ThreadMode mode) throws InterruptedException {
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			throw new Speechless();
		}).threads(1).mode(mode).build();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> assertThat(catchThrowable(enricher::enrich)).isNotNull());
			crew.join();
		}
		assertThat(reportOf(enricher).failed()).isEqualTo(10);
	}

	/** Whenever it is stopped, each task has one answer and is done in the end. */
	@EachThreadMode
	void everyTaskHasOneAnswerWheneverTheRunIsStopped(ThreadMode mode) throws InterruptedException {
		for (int round = 0; round < 100; round++) {
			AtomicInteger answers = new AtomicInteger();
			int stopAt = round * 3;
			Adding enricher = new Adding(EnrichSpec.of("storm").threads(3).mode(mode), (task, tasks) -> {
				if (answers.getAndIncrement() < 200) {
					tasks.put(task + 1);
				}
				if (task % 5 == 0) {
					throw new IllegalStateException("broken");
				}
			});
			try (Crew crew = new Crew(mode)) {
				crew.start(() -> assertThat(catchThrowable(enricher::enrich)).isNotNull());
				crew.start(() -> {
					while (answers.get() < stopAt && enricher.activity().activityState() != ActivityState.FAILED) {
						Thread.onSpinWait();
					}
					enricher.activity().stop((stopAt % 2 == 0) ? LONG : Duration.ZERO);
				});
				crew.join();
			}
			EnrichReport report = reportOf(enricher);
			assertThat(report.saved()).isEqualTo(enricher.saved.get());
			assertThat(report.saved() + report.empty() + report.failed() + report.skipped()).isEqualTo(report.tasks());
			assertThat(report.skipped()).isNotNegative();
			EnrichSnapshot snapshot = (EnrichSnapshot) enricher.activity().snapshot();
			assertThat(snapshot.tasks())
				.isEqualTo(new EnrichSnapshot.Tasks(report.saved(), report.empty(), report.failed(), report.skipped()));
			assertThat(enricher.left()).isEqualTo(report.failed() + report.skipped());
		}
	}

	/** A known failure whose message fails. */
	private static final class Speechless extends KnownTaskException {

		private static final long serialVersionUID = 1L;

		Speechless() {
			super("nothing");
		}

		@Override
		public String getMessage() {
			throw new IllegalStateException("speechless");
		}

	}

	/** What a task does, which may add more. */
	@FunctionalInterface
	private interface Step {

		void perform(int task, TaskQueue<Integer> tasks) throws Exception;

	}

	/** Two tasks at first, which may add more. */
	private static final class Adding extends ConfigEnricher<Object, Integer, Integer> {

		private final Step step;

		private final AtomicInteger saved = new AtomicInteger();

		Adding(EnrichSpec spec, Step step) {
			super(new Object(), spec);
			this.step = step;
		}

		int left() {
			return ((EnrichActivity) activity()).undone().size();
		}

		@Override
		protected void addTasks(TaskQueue<Integer> tasks) {
			tasks.putAll(List.of(2, 1));
		}

		@Override
		protected EnricherWorker<Integer, Integer> createWorker() {
			return new EnricherWorker<>() {

				@Override
				protected Integer doTask(Integer task) throws Exception {
					Adding.this.step.perform(task, tasks());
					return task;
				}

				@Override
				protected void saveData(Integer task, Integer data) {
					Adding.this.saved.getAndIncrement();
				}

			};
		}

	}

	/** Five tasks, which need something. */
	private static final class Unprepared extends ConfigEnricher<Object, Integer, Integer> {

		private final AtomicBoolean broken = new AtomicBoolean(true);

		private boolean unprepared;

		private Runnable gate = () -> {
		};

		Unprepared() {
			super(new Object(), 2);
		}

		@Override
		protected void prepare() {
			this.gate.run();
			if (this.unprepared) {
				throw new IllegalStateException("not prepared");
			}
		}

		@Override
		protected void addTasks(TaskQueue<Integer> tasks) {
			tasks.putAll(List.of(1, 2, 3, 4, 5));
		}

		@Override
		protected EnricherWorker<Integer, Integer> createWorker() {
			return new EnricherWorker<>() {

				@Override
				protected Integer doTask(Integer task) {
					if (Unprepared.this.broken.get()) {
						throw new IllegalStateException("broken");
					}
					return task;
				}

				@Override
				protected void saveData(Integer task, Integer data) {
				}

			};
		}

	}

}
