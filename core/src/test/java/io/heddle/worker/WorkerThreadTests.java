package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.ActivityState;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One task after the other in one thread (T130 to T137).
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class WorkerThreadTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void t130ResultsAndErrorsComeInTheOrderOfTheTasks(ThreadMode mode) {
		IllegalStateException failure = new IllegalStateException("broken");
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("worker").mode(mode).build()) {
			Callable<Integer> first = () -> 7;
			worker.put(first);
			worker.put(new TaskExecutor().add("add", (args) -> sum(args)).task("add", 2, 3));
			worker.put(() -> {
				throw failure;
			});
			worker.put(() -> 8);
			assertThat(worker.getSize()).isEqualTo(4);
			worker.start();
			Eventually.holds(() -> worker.work().unread() == 4);
			List<WorkerResult<Integer>> results = worker.flush();
			assertThat(results).extracting(WorkerResult::value).containsExactly(7, 5, null, 8);
			assertThat(results.get(0).key()).isSameAs(first);
			assertThat(results.get(2).error()).isSameAs(failure);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> results.get(2).require())
				.havingCause()
				.isSameAs(failure);
		}
	}

	private static int sum(@Nullable Object[] args) {
		return List.of(args).stream().mapToInt((arg) -> (Integer) arg).sum();
	}

	@EachThreadMode
	void t131AnEmptyWorkerHasNoResultAndIsDoneWhenAllAreRead(ThreadMode mode) throws InterruptedException {
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("worker").mode(mode).build()) {
			assertThat(worker.get()).isEmpty();
			assertThat(worker.await(Duration.ZERO)).isEmpty();
			assertThat(worker.getDone()).isTrue();
			worker.start();
			worker.put(() -> 1);
			assertThat(worker.getDone()).isFalse();
			assertThat(worker.await(LONG)).map(WorkerResult::value).contains(1);
			Eventually.holds(worker::getDone);
			worker.put(() -> 2);
			Eventually.holds(() -> worker.work().unread() == 1);
			assertThat(worker.getDone()).isFalse();
			assertThat(worker.flush()).hasSize(1);
			Eventually.holds(worker::getDone);
		}
	}

	@EachThreadMode
	void t133TheHookIsCalledAfterEachTaskAndMayFail(ThreadMode mode) throws InterruptedException {
		AtomicInteger calls = new AtomicInteger();
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("worker").mode(mode).hook(() -> {
			calls.getAndIncrement();
			throw new AssertionError("hook");
		}).build()) {
			worker.start();
			for (int i = 0; i < 3; i++) {
				worker.put(() -> 1);
			}
			worker.put(() -> {
				throw new StackOverflowError();
			});
			Eventually.holds(() -> calls.get() == 4);
			assertThat(worker.flush()).hasSize(4);
			assertThat(worker.activity().activityState()).isEqualTo(ActivityState.RUNNING);
		}
	}

	@Test
	void t134AnOverriddenProcessDoublesWhatTheTaskReturns() throws InterruptedException {
		try (WorkerThread<Integer> worker = new WorkerThread<>("doubling") {
			@Override
			protected Integer process(Callable<Integer> task) throws Exception {
				return 2 * task.call();
			}
		};
				WorkerThread<Integer> built = WorkerThread.<Integer>builder("tripling")
					.process((task) -> 3 * task.call())
					.build()) {
			worker.start();
			built.start();
			worker.put(() -> 21);
			built.put(() -> 21);
			assertThat(worker.await(LONG)).map(WorkerResult::value).contains(42);
			assertThat(built.await(LONG)).map(WorkerResult::value).contains(63);
		}
	}

	@EachThreadMode
	void t136AStopFinishesTheTaskGivesTheOthersBackAndRejectsMore(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").mode(mode).build()) {
			worker.start();
			worker.put(() -> {
				inside.countDown();
				gate.await();
				return 1;
			});
			Callable<Integer> second = () -> 2;
			worker.put(second);
			inside.await();
			assertThat(worker.stop(Duration.ZERO)).containsExactly(second);
			assertThat(worker.activity().activityState()).isEqualTo(ActivityState.STOPPING);
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> worker.put(() -> 3))
				.withMessage("Worker thread 'w' has stopped: start it again");
			gate.countDown();
			assertThat(worker.stop()).isEmpty();
			assertThat(worker.isAlive()).isFalse();
			assertThat(worker.flush()).extracting(WorkerResult::value).containsExactly(1);
			worker.start();
			worker.put(second);
			assertThat(worker.await(LONG)).map(WorkerResult::value).contains(2);
		}
	}

	@Test
	void t137ANullTaskIsIgnored() {
		WorkerThread<Integer> worker = new WorkerThread<>("worker");
		worker.put(null);
		assertThat(worker.getSize()).isZero();
		assertThat(worker.getDone()).isTrue();
	}

	@Test
	void aStopBeforeTheStartGivesAllBackAndStartsAndStopsMayRepeat() {
		WorkerThread<Integer> worker = new WorkerThread<>("worker");
		worker.put(() -> 1);
		assertThat(worker.stop()).hasSize(1);
		assertThat(worker.stop()).isEmpty();
		worker.start();
		worker.start();
		assertThat(worker.isAlive()).isTrue();
		worker.close();
		worker.close();
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	@EachThreadMode
	void aTaskMayStopItsWorker(ThreadMode mode) {
		AtomicReference<List<?>> back = new AtomicReference<>();
		WorkerThread<Integer> worker = WorkerThread.<Integer>builder("worker").mode(mode).build();
		worker.put(() -> {
			back.set(worker.stop());
			return 1;
		});
		worker.put(() -> 2);
		worker.start();
		Eventually.holds(() -> worker.activity().activityState() == ActivityState.ENDED);
		assertThat(back.get()).hasSize(1);
		assertThat(worker.flush()).extracting(WorkerResult::value).containsExactly(1);
	}

	@Test
	void aFullLineRejectsBeforeTheStartAndFromItsOwnTasks() throws InterruptedException {
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").queueCapacity(1).build()) {
			worker.put(() -> {
				worker.put(() -> 1);
				worker.put(() -> 2);
				return 3;
			});
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> worker.put(() -> 4))
				.withMessageContaining("'w' is full with 1 jobs before it is started: start it");
			worker.start();
			assertThat(worker.await(LONG).orElseThrow().error()).isInstanceOf(RejectedExecutionException.class)
				.hasMessageContaining("cannot wait for itself");
			assertThat(worker.await(LONG)).map(WorkerResult::value).contains(1);
			assertThat(worker.work().snapshot().counts().rejected()).isEqualTo(2);
		}
	}

	@EachThreadMode
	void whoPutsIntoAFullLineWaitsAndHearsOfTheStop(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").mode(mode).queueCapacity(1).build();
				Crew crew = new Crew(mode)) {
			worker.start();
			worker.put(() -> {
				inside.countDown();
				gate.await();
				return 1;
			});
			inside.await();
			worker.put(() -> 2);
			Thread waiting = crew.start(() -> worker.put(() -> 3));
			Eventually.isParked(waiting);
			gate.countDown();
			crew.join();
			Eventually.holds(() -> worker.work().unread() == 3);
			CountDownLatch again = new CountDownLatch(1);
			worker.put(() -> {
				again.await();
				return 4;
			});
			Eventually.holds(() -> worker.getSize() == 0);
			worker.put(() -> 5);
			Thread refused = crew.start(() -> assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> worker.put(() -> 6))
				.withMessageContaining("has stopped"));
			Eventually.isParked(refused);
			assertThat(worker.stop(Duration.ZERO)).hasSize(1);
			crew.join();
			again.countDown();
		}
	}

	@Test
	void anInterruptedCallerIsRejectedAndStaysInterrupted() {
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").queueCapacity(1).build()) {
			CountDownLatch gate = new CountDownLatch(1);
			worker.start();
			worker.put(() -> {
				gate.await();
				return 1;
			});
			Eventually.holds(() -> worker.getSize() == 0);
			worker.put(() -> 2);
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> worker.put(() -> 3))
				.withMessageContaining("was interrupted");
			assertThat(Thread.interrupted()).isTrue();
			gate.countDown();
		}
	}

	@Test
	void theOldestUnreadResultGivesWay() {
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").resultCapacity(2).build()) {
			worker.start();
			worker.put(() -> {
				throw new IllegalStateException("dropped and logged");
			});
			for (int i = 2; i <= 4; i++) {
				int number = i;
				worker.put(() -> number);
			}
			Eventually.holds(() -> worker.work().counts().ended() == 4);
			assertThat(worker.work().snapshot().counts().dropped()).isEqualTo(2);
			assertThat(worker.flush()).extracting(WorkerResult::value).containsExactly(3, 4);
		}
	}

	@EachThreadMode
	void theNextTaskSeesNothingOfTheLast(ThreadMode mode) throws InterruptedException {
		try (WorkerThread<String> worker = WorkerThread.<String>builder("w").mode(mode).build()) {
			worker.start();
			worker.put(() -> {
				MDC.put("user", "somebody");
				Thread.currentThread().setName("other");
				Thread.currentThread().interrupt();
				return "";
			});
			worker.put(() -> "%s %s %s".formatted(MDC.get("user"), Thread.currentThread().getName(),
					Thread.currentThread().isInterrupted()));
			worker.await(LONG);
			assertThat(worker.await(LONG)).map(WorkerResult::value).contains("null w-1 false");
		}
	}

	@EachThreadMode
	void theLifecycleFinishesWhatWaitsAndInterruptsWhatHangs(ThreadMode mode) {
		CountDownLatch inside = new CountDownLatch(1);
		WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w").mode(mode).build();
		worker.start();
		worker.put(() -> 1);
		worker.put(() -> 2);
		assertThat(worker.activity().stop(LONG).isComplete()).isTrue();
		assertThat(worker.flush()).hasSize(2);
		worker.start();
		worker.put(() -> {
			inside.countDown();
			new CountDownLatch(1).await();
			return 3;
		});
		worker.put(() -> 4);
		Eventually.holds(() -> inside.getCount() == 0);
		assertThat(worker.activity().stop(Duration.ofMillis(20)).describe())
			.isEqualTo("Worker thread 'w' stopped: 1 jobs ended, 1 still wait");
		assertThat(worker.flush().get(0).error()).isInstanceOf(InterruptedException.class);
		worker.start();
		Eventually.holds(() -> worker.work().unread() == 1);
		worker.close();
	}

	@EachThreadMode
	void aTaskThatIgnoresTheInterruptIsNamed(ThreadMode mode) {
		CountDownLatch gate = new CountDownLatch(1);
		WorkerThread<Integer> worker = WorkerThread.<Integer>builder("deaf").mode(mode).build();
		worker.start();
		worker.put(() -> {
			while (gate.getCount() > 0) {
				Thread.onSpinWait();
			}
			return 1;
		});
		Eventually.holds(() -> worker.work().running() == 1);
		assertThat(worker.activity().stop(Duration.ZERO).describe()).contains("at work are [deaf-1]");
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.STOPPING);
		gate.countDown();
		Eventually.holds(() -> worker.activity().activityState() == ActivityState.ENDED);
	}

	@Test
	void errorsOfTheJvmReachTheirHandler() throws InterruptedException {
		AtomicReference<VirtualMachineError> fatal = new AtomicReference<>();
		OutOfMemoryError error = new OutOfMemoryError("thrown by a test");
		try (WorkerThread<Integer> worker = WorkerThread.<Integer>builder("w")
			.fatalErrors((thrown, where) -> fatal.set(thrown))
			.build()) {
			worker.start();
			worker.put(() -> {
				throw error;
			});
			assertThat(worker.await(LONG).orElseThrow().error()).isSameAs(error);
			assertThat(fatal.get()).isSameAs(error);
		}
	}

	@Test
	void listenersHearOfItsStatesInOrder() {
		List<ActivityState> states = new ArrayList<>();
		WorkerThread<Integer> worker = new WorkerThread<>("w");
		worker.activity().addListener((activity, from, to) -> states.add(to));
		worker.start();
		worker.stop();
		worker.start();
		worker.close();
		assertThat(states).containsExactly(ActivityState.RUNNING, ActivityState.STOPPING, ActivityState.ENDED,
				ActivityState.RUNNING, ActivityState.STOPPING, ActivityState.ENDED);
	}

}
