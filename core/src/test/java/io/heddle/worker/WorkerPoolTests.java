package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same with many items, in a few threads (T157 to T163).
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class WorkerPoolTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void t157TheActionIsDoneWithEachItem(ThreadMode mode) {
		List<Integer> sums = Collections.synchronizedList(new ArrayList<>());
		try (WorkerPool<Pair> pool = WorkerPool.<Pair>builder("pool", (pair) -> sums.add(pair.one() + pair.other()))
			.mode(mode)
			.build()) {
			pool.addTask(new Pair(1, 2));
			pool.addTask(new Pair(3, 4));
			pool.addTask(null);
			pool.start();
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(sums).containsExactlyInAnyOrder(3, 7);
		}
	}

	@Test
	void t158AnItemMayBeWhatIsRun() {
		List<Integer> list = Collections.synchronizedList(new ArrayList<>());
		try (WorkerPool<Runnable> pool = WorkerPool.builder("pool").start(true).build()) {
			pool.addTask(() -> list.add(5));
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(list).containsExactly(5);
		}
	}

	@EachThreadMode
	void t160PendingListsAllAndChangesNothing(ThreadMode mode) {
		Numbered done = new Numbered(10);
		try (WorkerPool<Integer> pool = WorkerPool.builder("pool", done::mark).mode(mode).build()) {
			for (int i = 0; i < 10; i++) {
				pool.addTask(i);
			}
			assertThat(pool.pending()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
			assertThat(pool.pending()).hasSize(10);
			pool.start();
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(pool.pending()).isEmpty();
			done.assertEachOnce();
		}
	}

	@Test
	void pendingListsTheRunningItemsFirst() {
		CountDownLatch gate = new CountDownLatch(1);
		try (WorkerPool<String> pool = new WorkerPool<>((item) -> awaitQuietly(gate), 1)) {
			pool.start();
			pool.addTask("runs");
			Eventually.holds(() -> pool.getSize() == 0);
			pool.addTask("waits");
			assertThat(pool.pending()).containsExactly("runs", "waits");
			assertThat(pool.removePending()).containsExactly("waits");
			assertThat(pool.getName()).startsWith("workerPool-");
			gate.countDown();
		}
	}

	@EachThreadMode
	void t161EachOfAThousandSingleSubmissionsRuns(ThreadMode mode) {
		Numbered done = new Numbered(1000);
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", done::mark)
			.mode(mode)
			.keepAlive(Duration.ZERO)
			.start(true)
			.build()) {
			for (int i = 0; i < 1000; i++) {
				pool.addTask(i);
				assertThat(pool.awaitDone(LONG)).isTrue();
			}
			done.assertEachOnce();
		}
	}

	@EachThreadMode
	void t163OneThreadKeepsTheOrder(ThreadMode mode) {
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", order::add)
			.mode(mode)
			.maxThreads(1)
			.start(true)
			.build()) {
			for (int i = 0; i < 200; i++) {
				pool.addTask(i);
			}
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(order).hasSize(200).isSorted();
		}
	}

	@EachThreadMode
	void errorsAreCountedAndHandledAndThePoolGoesOn(ThreadMode mode) {
		Map<Integer, Throwable> failed = new ConcurrentHashMap<>();
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", WorkerPoolTests::failIfEven)
			.mode(mode)
			.maxThreads(2)
			.onError((item, error) -> {
				failed.put(item, error);
				throw new IllegalStateException("the handler fails, too");
			})
			.start(true)
			.build(); WorkerPool<Integer> logging = new WorkerPool<>(WorkerPoolTests::failIfEven, 1)) {
			logging.start();
			for (int i = 0; i < 6; i++) {
				pool.addTask(i);
				logging.addTask(i);
			}
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(logging.awaitDone(LONG)).isTrue();
			assertThat(failed).containsOnlyKeys(0, 2, 4);
			assertThat(pool.work().counts().failed()).isEqualTo(3);
			assertThat(logging.work().counts().failed()).isEqualTo(3);
			assertThat(logging.work().counts().done()).isEqualTo(3);
		}
	}

	private static void failIfEven(int number) {
		if (number % 2 == 0) {
			throw new AssertionError("even: " + number);
		}
	}

	@EachThreadMode
	void afterAStopWhatWaitsIsDoneByTheNextStart(ThreadMode mode) {
		CountDownLatch gate = new CountDownLatch(1);
		Numbered done = new Numbered(3);
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", (item) -> {
			awaitQuietly(gate);
			done.mark(item);
		}).mode(mode).maxThreads(1).start(true).build()) {
			pool.addTask(0);
			pool.addTask(1);
			pool.addTask(2);
			Eventually.holds(() -> pool.getSize() == 2);
			assertThat(pool.stop(Duration.ZERO)).isFalse();
			gate.countDown();
			assertThat(pool.stop()).isTrue();
			assertThat(pool.pending()).containsExactly(1, 2);
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.addTask(3));
			pool.start();
			assertThat(pool.awaitDone(LONG)).isTrue();
			done.assertEachOnce();
		}
	}

	@EachThreadMode
	void threadsComeWithTheWorkAndLeaveWhenThereIsNone(ThreadMode mode) {
		CountDownLatch gate = new CountDownLatch(1);
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", (item) -> awaitQuietly(gate))
			.mode(mode)
			.maxThreads(3)
			.keepAlive(Duration.ofMillis(20))
			.start(true)
			.build()) {
			assertThat(pool.getThreads()).isZero();
			pool.addTask(1);
			assertThat(pool.getThreads()).isEqualTo(1);
			for (int i = 0; i < 5; i++) {
				pool.addTask(i);
			}
			assertThat(pool.getThreads()).isEqualTo(3);
			gate.countDown();
			Eventually.holds(() -> pool.getThreads() == 0);
			pool.addTask(6);
			assertThat(pool.awaitDone(LONG)).isTrue();
		}
	}

	@EachThreadMode
	void aResizeTakesEffectAtOnce(ThreadMode mode) {
		AtomicBoolean open = new AtomicBoolean();
		AtomicInteger inside = new AtomicInteger();
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", (item) -> {
			inside.incrementAndGet();
			while (!open.get()) {
				Thread.onSpinWait();
			}
			inside.decrementAndGet();
		}).mode(mode).maxThreads(1).start(true).build()) {
			for (int i = 0; i < 6; i++) {
				pool.addTask(i);
			}
			Eventually.holds(() -> inside.get() == 1);
			pool.setMaxThreads(2);
			Eventually.holds(() -> inside.get() == 2);
			pool.setMaxThreads(1);
			assertThat(pool.getMaxThreads()).isEqualTo(1);
			open.set(true);
			Eventually.holds(() -> pool.getThreads() == 1);
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> pool.setMaxThreads(0))
				.withMessage("'maxThreads' of Worker pool 'pool' must be from 1 to 10000 but was 0");
		}
	}

	@EachThreadMode
	void resizesStopsAndStartsUnderLoadLoseAndDoubleNothing(ThreadMode mode) throws InterruptedException {
		int producers = 3;
		int each = 4_000;
		Numbered done = new Numbered(producers * each);
		AtomicInteger next = new AtomicInteger();
		AtomicInteger producing = new AtomicInteger(producers);
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", done::mark)
			.mode(mode)
			.queueCapacity(16)
			.keepAlive(Duration.ZERO)
			.start(true)
			.build(); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(producers, () -> {
				for (int i = 0; i < each; i++) {
					addAtLast(pool, next.getAndIncrement());
				}
				producing.decrementAndGet();
			});
			crew.start(() -> {
				Random random = new Random(7);
				while (producing.get() > 0) {
					pool.setMaxThreads(1 + random.nextInt(16));
					if (random.nextInt(4) == 0) {
						pool.stop();
						pool.start();
					}
				}
			});
			crew.join(LONG, done::marked);
			pool.start();
			assertThat(pool.awaitDone(LONG)).isTrue();
			done.assertEachOnce();
			assertThat(pool.work().snapshot().counts().done()).isEqualTo(done.count());
		}
	}

	/** A stop rejects; the item comes again after the start. */
	private static void addAtLast(WorkerPool<Integer> pool, int item) {
		while (true) {
			try {
				pool.addTask(item);
				return;
			}
			catch (RejectedExecutionException ex) {
				Thread.onSpinWait();
			}
		}
	}

	@Test
	void aSourceWithoutThreadsRejectsAndRecovers() {
		AtomicBoolean broken = new AtomicBoolean(true);
		ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
		ThreadSource source = new ThreadSource() {
			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (broken.get()) {
					throw new OutOfMemoryError("unable to create native thread");
				}
				return ThreadSource.of(ThreadMode.PLATFORM).newThread(name, body);
			}
		};
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", done::add).threads(source).build()) {
			pool.addTask(1);
			pool.start();
			assertThat(pool.activity().snapshot().problem()).isEqualTo("1 jobs wait and there is no thread");
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.addTask(2))
				.withMessage("Worker pool 'pool' has no thread")
				.withCauseInstanceOf(OutOfMemoryError.class);
			broken.set(false);
			pool.addTask(3);
			assertThat(pool.awaitDone(LONG)).isTrue();
			assertThat(done).containsExactlyInAnyOrder(1, 3);
			assertThat(pool.activity().snapshot().problem()).isNull();
		}
	}

	@Test
	void itIsSeenAsAnActivity() {
		try (WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", (item) -> {
		}).maxThreads(2).queueCapacity(7).autoStart(false).build()) {
			pool.addTask(1);
			assertThat(pool.activity().room()).isEqualTo("worker");
			assertThat(pool.activity().isAutoStart()).isFalse();
			assertThat(pool.activity().activityState()).isEqualTo(ActivityState.NEW);
			WorkerSnapshot snapshot = pool.work().snapshot();
			assertThat(snapshot.kind()).isEqualTo(WorkerKind.POOL);
			assertThat(snapshot.counts().queued()).isEqualTo(1);
			assertThat(snapshot.queueCapacity()).isEqualTo(7);
			assertThat(snapshot.failure()).isNull();
			assertThat(pool.activity().measures()).extracting((measure) -> measure.name())
				.contains("queue", "running", "threads", "tasks", "rejected", "time");
			assertThat(pool).hasToString("Worker pool 'pool' NEW");
		}
	}

	private static void awaitQuietly(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Pair(int one, int other) {

	}

}
