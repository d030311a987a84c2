package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Many tasks that ignore interrupts, and return when they like. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerStuckStressTests {

	private static final int COUNT = 3;

	private static final int TASKS = 1000;

	private final ManualTicker ticker = new ManualTicker();

	private final Queue<CountDownLatch> held = new ConcurrentLinkedQueue<>();

	private final AtomicInteger present = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicBoolean over = new AtomicBoolean();

	private WorkerProcess build(ThreadMode mode) {
		return WorkerProcess.builder("crowd")
			.mode(WorkerMode.THREAD)
			.threadMode(mode)
			.ticker(this.ticker)
			.count(COUNT)
			.queueCapacity(16)
			.taskTimeout(Duration.ofSeconds(1))
			.build();
	}

	/** Ends when it is let, whoever interrupts it. */
	private int stubborn() {
		this.runs.incrementAndGet();
		this.most.accumulateAndGet(this.present.incrementAndGet(), Math::max);
		CountDownLatch end = new CountDownLatch(1);
		this.held.add(end);
		while (end.getCount() > 0) {
			await(end);
		}
		this.present.decrementAndGet();
		return 1;
	}

	@SuppressWarnings("EmptyCatch")
	private static void await(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			// as somebody may write it
		}
	}

	/** Time goes on, and now and then somebody returns. */
	private void pass(long seed) {
		Random random = new Random(seed);
		while (!this.over.get()) {
			this.ticker.advance(Duration.ofMillis(random.nextInt(300)));
			CountDownLatch end = (this.held.size() > random.nextInt(2 * COUNT)) ? this.held.poll() : null;
			if (end != null) {
				end.countDown();
			}
			Thread.onSpinWait();
		}
	}

	private List<CompletableFuture<Integer>> send(WorkerProcess worker, int tasks) {
		List<CompletableFuture<Integer>> sent = new ArrayList<>();
		for (int i = 0; i < tasks; i++) {
			sent.add(worker.send("task" + i, this::stubborn, (value, failure) -> this.answers.incrementAndGet()));
		}
		return sent;
	}

	private static void assertAnswered(CompletableFuture<Integer> future) {
		assertThat(future.handle((value, failure) -> failure == null || failure instanceof TimeoutException
				|| failure instanceof CancellationException))
			.isCompletedWithValue(true);
	}

	@EachThreadMode
	void eachTaskIsAnsweredOnceAndThreadsAreBounded(ThreadMode mode) throws Exception {
		try (WorkerProcess worker = build(mode); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			worker.start();
			crew.start(() -> pass(1));
			List<CompletableFuture<Integer>> sent = send(worker, TASKS);
			Eventually.holds(() -> this.answers.get() >= TASKS && sent.stream().allMatch(CompletableFuture::isDone));
			assertThat(sent).allSatisfy(WorkerStuckStressTests::assertAnswered);
			Eventually.holds(() -> this.present.get() == 0);
			this.over.set(true);
			crew.join();
			assertThat(worker.stop()).isTrue();
			WorkerProcessSnapshot.Counts counts = worker.snapshot().counts();
			assertThat(counts.done() + counts.failed()).isEqualTo(TASKS);
			assertThat(counts.restarts()).isPositive();
			assertThat(counts.done()).isPositive();
		}
		assertThat(this.answers).hasValue(TASKS);
		assertThat(this.runs.get()).isLessThanOrEqualTo(TASKS);
		assertThat(this.most).hasValueLessThanOrEqualTo(2 * COUNT);
	}

	/** Who is stuck since an earlier start is in the way too. */
	@EachThreadMode
	void eachTaskIsAnsweredWhateverStartsAndStopsMeetIt(ThreadMode mode) throws Exception {
		List<CompletableFuture<Integer>> sent = new ArrayList<>();
		try (WorkerProcess worker = build(mode); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> pass(2));
			for (int life = 0; life < 10; life++) {
				worker.start();
				sent.addAll(send(worker, 10));
				worker.stop(Duration.ofMillis(life));
				Eventually.holds(() -> !worker.activity().activityState().isActive());
			}
			assertThat(sent).allSatisfy(WorkerStuckStressTests::assertAnswered);
			Eventually.holds(() -> this.present.get() == 0);
			this.over.set(true);
			crew.join();
		}
		assertThat(this.answers).hasValue(sent.size());
		assertThat(this.most).hasValueLessThanOrEqualTo(2 * COUNT);
	}

}
