package io.heddle.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Fault case 10: what becomes of a worker whose tasks ignore interrupts. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerStuckTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final AtomicInteger begun = new AtomicInteger();

	private final List<CountDownLatch> ends = new ArrayList<>();

	private final List<CompletableFuture<String>> stuck = new ArrayList<>();

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.ends.forEach(CountDownLatch::countDown);
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess start(ThreadMode mode, int count) {
		return start(WorkerProcess.builder("stubborn").threadMode(mode).ticker(this.ticker).count(count));
	}

	private WorkerProcess start(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.mode(WorkerMode.THREAD).taskTimeout(SECOND).build();
		this.made.add(worker);
		worker.start();
		return worker;
	}

	/** Sends a task that ends when it is let, whatever else happens. */
	private void sendStubborn(WorkerProcess worker) {
		CountDownLatch end = new CountDownLatch(1);
		this.ends.add(end);
		this.stuck.add(worker.send("stubborn" + this.ends.size(), () -> {
			this.begun.incrementAndGet();
			while (end.getCount() > 0) {
				awaitWithoutInterrupt(end);
			}
			return "late";
		}));
	}

	/** It does not spin: two virtual threads that do would hold up all others. */
	@SuppressWarnings("EmptyCatch")
	private static void awaitWithoutInterrupt(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			// as somebody may write it
		}
	}

	/** Sends so many, and waits until they have been given up. */
	private void stick(WorkerProcess worker, int tasks) {
		int before = this.begun.get();
		for (int i = 1; i <= tasks; i++) {
			sendStubborn(worker);
			int present = before + i;
			Eventually.holds(() -> this.begun.get() == present);
			Eventually.holds(() -> {
				this.ticker.advance(SECOND);
				return this.stuck.get(this.stuck.size() - 1).isDone();
			});
		}
	}

	private static Integer get(CompletableFuture<Integer> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	@EachThreadMode
	void aWorkerOfWhichMoreThreadsAreStuckThanItHasBeginsNothingUntilOneReturns(ThreadMode mode) throws Exception {
		WorkerProcess worker = start(mode, 1);
		stick(worker, 1);
		assertThat(worker.snapshot().problem()).isNull();
		stick(worker, 1);
		Eventually.holds(() -> worker.snapshot().children().get(0).state().equals("resting"));
		assertThat(worker.snapshot().problem()).isEqualTo("2 threads of worker 'stubborn' are stuck in tasks that "
				+ "ignore interrupts (stubborn-1, stubborn-1-2), more than 1: tasks wait until one of them returns");
		assertThat(worker.ready()).isZero();
		CompletableFuture<Integer> next = worker.send("next", this.begun::incrementAndGet);
		this.ticker.advance(SECOND.minusNanos(1));
		assertThat(next).isNotDone();
		assertThat(this.begun).hasValue(2);
		this.ends.get(1).countDown();
		assertThat(get(next)).isEqualTo(3);
		assertThat(worker.snapshot().problem()).isNull();
		assertThat(worker.snapshot().counts().restarts()).isEqualTo(2);
	}

	@Test
	void aTaskWaitsForAStuckThreadAsLongAsATaskMayTake() throws Exception {
		WorkerProcess worker = start(ThreadMode.PLATFORM, 1);
		stick(worker, 2);
		Eventually.holds(() -> worker.snapshot().problem() != null);
		CompletableFuture<Integer> waits = worker.send("waits", () -> 1);
		Eventually.holds(() -> {
			this.ticker.advance(SECOND);
			return waits.isDone();
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(waits))
			.withCauseInstanceOf(TimeoutException.class)
			.withMessageContaining("Task 'waits' of worker 'stubborn' has waited longer than PT1S: 2 threads of worker "
					+ "'stubborn' are stuck in tasks that ignore interrupts");
		this.ends.get(0).countDown();
		Eventually.holds(() -> worker.snapshot().problem() == null);
		assertThat(worker.<Integer>command(() -> 2)).isEqualTo(2);
	}

	@Test
	void aStopAnswersWhatWaitsForStuckThreads() throws Exception {
		WorkerProcess worker = start(ThreadMode.PLATFORM, 2);
		stick(worker, 3);
		Eventually.holds(() -> worker.snapshot().problem() != null);
		sendStubborn(worker);
		CompletableFuture<Integer> waits = worker.send("waits", () -> 1);
		assertThat(worker.activity().stop(Duration.ofMillis(20)).isComplete()).isFalse();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(waits));
		assertThat(this.stuck).allMatch(CompletableFuture::isDone);
		assertThat(worker.state()).isEqualTo(WorkerState.STOPPED);
	}

	/** Between the two steps of that. */
	@Test
	void aThreadThatReturnsWhileItIsGivenUpDoesNotEndItsWorker() throws Exception {
		AtomicReference<Thread> returns = new AtomicReference<>();
		CountDownLatch end = new CountDownLatch(1);
		this.ends.add(end);
		WorkerProcess worker = start(WorkerProcess.builder("stubborn").ticker(new Ticker() {

			@Override
			public long nanos() {
				return WorkerStuckTests.this.ticker.nanos();
			}

			/** Is asked when the next run is made. */
			@Override
			public Instant now() {
				if (Thread.currentThread().getName().endsWith("-limits")) {
					end.countDown();
					Eventually.holds(() -> !Objects.requireNonNull(returns.get()).isAlive());
				}
				return WorkerStuckTests.this.ticker.now();
			}

			@Override
			public void parkUntil(Object blocker, long untilNanos) {
				WorkerStuckTests.this.ticker.parkUntil(blocker, untilNanos);
			}

		}));
		CompletableFuture<Integer> late = worker.send("late", () -> {
			returns.set(Thread.currentThread());
			while (end.getCount() > 0) {
				awaitWithoutInterrupt(end);
			}
			return 1;
		});
		Eventually.holds(() -> returns.get() != null);
		Eventually.holds(() -> {
			this.ticker.advance(SECOND);
			return late.isDone();
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(late))
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(worker.isAlive()).isTrue();
		assertThat(worker.<Integer>command(() -> 2)).isEqualTo(2);
		assertThat(worker.stop()).isTrue();
	}

	@Test
	void threadsThatAreStuckSinceAnEarlierStartCountToo() throws Exception {
		WorkerProcess worker = start(ThreadMode.PLATFORM, 1);
		stick(worker, 2);
		worker.stop(Duration.ZERO);
		assertThat(worker.state()).isEqualTo(WorkerState.STOPPED);
		assertThat(worker.snapshot().problem()).isNull();
		worker.start();
		Eventually.holds(() -> worker.snapshot().problem() != null);
		CompletableFuture<Integer> next = worker.send("next", () -> 1);
		this.ends.get(0).countDown();
		assertThat(get(next)).isEqualTo(1);
	}

}
