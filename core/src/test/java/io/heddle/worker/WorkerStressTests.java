package io.heddle.worker;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Many senders at once. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerStressTests {

	private static final int SENDERS = 4;

	private static final int SENDS = 3000;

	@EachThreadMode
	void eachTaskIsAnsweredAndRunOnceUnlessItIsJoined(ThreadMode mode) throws Exception {
		AtomicInteger runs = new AtomicInteger();
		AtomicInteger answers = new AtomicInteger();
		try (WorkerProcess worker = WorkerProcess.builder("stress")
			.mode(WorkerMode.THREAD)
			.threadMode(mode)
			.count(3)
			.queueCapacity(8)
			.build(); Crew crew = new Crew(mode)) {
			worker.start();
			WorkerTask<Integer> same = runs::incrementAndGet;
			crew.start(SENDERS, () -> {
				for (int i = 0; i < SENDS; i++) {
					worker.send("key" + i % 3, same, (value, failure) -> answers.incrementAndGet());
				}
			});
			crew.join(Duration.ofSeconds(10), answers::get);
			Eventually.holds(() -> answers.get() == SENDERS * SENDS);
			assertThat(worker.stop()).isTrue();
			WorkerProcessSnapshot.Counts counts = worker.snapshot().counts();
			assertThat(counts.done()).isEqualTo(runs.get());
			assertThat(counts.done() + counts.joined()).isEqualTo(SENDERS * SENDS);
		}
	}

	@EachThreadMode
	void commandsOfSeveralThreadsDoNotMix(ThreadMode mode) throws Exception {
		try (WorkerProcess worker = WorkerProcess.builder("mixed")
			.threadMode(mode)
			.count(2)
			.allowedTypes("io.heddle.worker.*")
			.build(); Crew crew = new Crew(mode)) {
			worker.start();
			AtomicInteger numbers = new AtomicInteger();
			AtomicInteger done = new AtomicInteger();
			crew.start(SENDERS, () -> {
				for (int i = 0; i < 200; i++) {
					int number = numbers.incrementAndGet();
					assertThat(worker.<Integer>command(() -> -number)).isEqualTo(-number);
					done.incrementAndGet();
				}
			});
			crew.join(Duration.ofSeconds(10), done::get);
			assertThat(done).hasValue(SENDERS * 200);
		}
	}

	@EachThreadMode
	void eachHandleIsAnsweredWhateverStartsAndStopsMeetIt(ThreadMode mode) throws Exception {
		Queue<CompletableFuture<Integer>> sent = new ConcurrentLinkedQueue<>();
		AtomicBoolean over = new AtomicBoolean();
		AtomicInteger refused = new AtomicInteger();
		try (WorkerProcess worker = WorkerProcess.builder("cycles")
			.mode(WorkerMode.THREAD)
			.threadMode(mode)
			.count(2)
			.queueCapacity(16)
			.build(); Crew crew = new Crew(mode)) {
			worker.start();
			crew.start(2, () -> {
				while (!over.get()) {
					try {
						sent.add(worker.send("key", () -> 1));
					}
					catch (IllegalStateException ex) {
						refused.incrementAndGet();
					}
				}
			});
			for (int i = 0; i < 100; i++) {
				worker.stop(Duration.ofNanos(i % 2 * 50_000_000L));
				Eventually.holds(() -> !worker.activity().activityState().isActive());
				worker.start();
			}
			over.set(true);
			crew.join();
			worker.stop();
		}
		assertThat(refused).hasPositiveValue();
		assertThat(sent).isNotEmpty().allSatisfy((future) -> {
			assertThat(future).isDone();
			assertThat(future.handle((value, failure) -> failure == null || failure instanceof CancellationException))
				.isCompletedWithValue(true);
		});
	}

}
