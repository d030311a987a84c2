package io.heddle.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Threads come when there is work for them, and no task is left lying.
 */
@ExtendWith(NoLeakedThreads.class)
class WorkersTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void asManyRunAsThereMayBeThreadsAndNoMore(ThreadMode mode) throws InterruptedException {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(8).queueCapacity(100).build()) {
			for (int i = 0; i < 100; i++) {
				manager.doAsync(() -> {
					most.accumulateAndGet(inside.incrementAndGet(), Math::max);
					gate.await();
					return inside.decrementAndGet();
				});
			}
			Awaitility.await().until(() -> inside.get() == 8);
			assertThat(manager.snapshot().threads()).isEqualTo(8);
			assertThat(manager.snapshot().counts().waiting()).isEqualTo(92);
			gate.countDown();
			assertThat(manager.stop(LONG, false)).isTrue();
			assertThat(most).hasValue(8);
			assertThat(manager.snapshot().threads()).isZero();
		}
	}

	@EachThreadMode
	@Timeout(120)
	void tasksThatComeOneByOneAllRun(ThreadMode mode) throws InterruptedException {
		AtomicInteger rounds = new AtomicInteger();
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(2).keepAlive(Duration.ZERO).build();
				Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(2, () -> {
				for (int i = 0; i < 5_000; i++) {
					manager.doAsync(() -> 1).get();
					rounds.getAndIncrement();
				}
			});
			crew.join(LONG, rounds::get);
		}
		assertThat(rounds).hasValue(10_000);
	}

	@EachThreadMode
	@Timeout(120)
	void aSmallQueueWithManyCallersNeverStalls(ThreadMode mode) throws InterruptedException {
		AtomicInteger ended = new AtomicInteger();
		int callers = 4;
		int each = 25_000;
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(3).queueCapacity(1).build();
				Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(callers, () -> {
				for (int i = 0; i < each; i++) {
					manager.task(() -> 1).onEnd(ended::getAndIncrement).doAsync();
				}
			});
			crew.join(LONG, ended::get);
			assertThat(manager.stop(LONG, false)).isTrue();
		}
		assertThat(ended).hasValue(callers * each);
	}

	@EachThreadMode
	void aTaskThatSubmitsToItsOwnFullManagerDoesNotWaitForItself(ThreadMode mode) throws Exception {
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).queueCapacity(0).build()) {
			Thread[] inner = new Thread[1];
			Thread outer = manager.doAsync(() -> {
				inner[0] = manager.doAsync(Thread::currentThread).get();
				return Thread.currentThread();
			}).get();
			assertThat(inner[0]).isSameAs(outer);
		}
	}

	@EachThreadMode
	void aCallerThatWaitsForAPlaceHearsOfTheStop(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).queueCapacity(0).build();
		manager.doAsync(() -> {
			inside.countDown();
			gate.await();
			return 1;
		});
		inside.await();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> manager.doAsync(() -> 2))
				.withMessageContaining("has stopped"));
			assertThat(manager.stop(Duration.ofMillis(20), false)).isFalse();
			crew.join();
		}
		gate.countDown();
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@EachThreadMode
	void aStopNamesTheTaskThatIgnoresItAndWhereItIs(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		ThreadManager manager = ThreadManager.builder().name("stubborn").mode(mode).maxThreads(1).build();
		ThreadWrapper<Integer> thread = manager.task(() -> {
			inside.countDown();
			while (gate.getCount() > 0) {
				Thread.onSpinWait();
			}
			return 1;
		}).name("deaf").doAsync();
		AtomicInteger ends = new AtomicInteger();
		ThreadWrapper<Integer> queued = manager.task(() -> 2).onEnd(ends::getAndIncrement).doAsync();
		inside.await();
		assertThat(manager.stop(Duration.ofMillis(20)).describe()).contains("'stubborn' stopped", "1 left",
				thread.getName());
		assertThat(queued.join(LONG)).isTrue();
		assertThat(ends).hasValue(1);
		gate.countDown();
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@Test
	void threadsThatCannotBeMadeFailTheTasksThatWait() throws InterruptedException {
		ThreadManager manager = ThreadManager.builder().name("poor").threads(new FailingSource(1)).build();
		ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getException()).isInstanceOf(OutOfMemoryError.class);
		assertThat(thread.getStartTime()).isNull();
		assertThat(manager.keys()).isEmpty();
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@Test
	void aFactoryThatFailsNowAndThenLeavesNoTaskBehind() throws InterruptedException {
		AtomicInteger ended = new AtomicInteger();
		try (ThreadManager manager = ThreadManager.builder()
			.threads(new FailingSource(3))
			.maxThreads(4)
			.keepAlive(Duration.ZERO)
			.build(); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(2, () -> {
				for (int i = 0; i < 1_000; i++) {
					manager.task(() -> 1).onEnd(ended::getAndIncrement).doAsync().join(LONG);
				}
			});
			crew.join(LONG, ended::get);
		}
		assertThat(ended).hasValue(2_000);
	}

	@Test
	void halfAMillionRejectedTasksLeaveNoGarbageBehind() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = ThreadManager.builder()
			.maxThreads(1)
			.queueCapacity(1)
			.overflow(Overflow.REJECT)
			.build()) {
			manager.doAsync(() -> gate.await(60, TimeUnit.SECONDS));
			manager.doAsync(() -> 1);
			long before = usedHeap();
			int rejected = 0;
			for (int i = 0; i < 500_000; i++) {
				try {
					manager.doAsync(() -> 1);
				}
				catch (RejectedExecutionException ex) {
					rejected++;
				}
			}
			assertThat(rejected).isEqualTo(500_000);
			assertThat(manager.snapshot().counts().rejected()).isEqualTo(500_000);
			assertThat(usedHeap() - before).isLessThan(4L << 20);
			gate.countDown();
		}
	}

	@SuppressWarnings("SystemGc")
	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** Fails each time, or every so often. */
	private record FailingSource(int every, AtomicInteger count) implements ThreadSource {

		FailingSource(int every) {
			this(every, new AtomicInteger());
		}

		@Override
		public ThreadMode mode() {
			return ThreadMode.PLATFORM;
		}

		@Override
		public Thread newThread(String name, Runnable body) {
			if (this.count.getAndIncrement() % this.every == 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return ThreadSource.of(ThreadMode.PLATFORM).newThread(name, body);
		}

	}

}
