package io.heddle.background;

import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a manager accepts, bounds, remembers and stops.
 */
@ExtendWith(NoLeakedThreads.class)
class ThreadManagerTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static ThreadManagerBuilder manager(ThreadMode mode) {
		return ThreadManager.builder().name("manager").mode(mode);
	}

	/** A task that runs until the gate is open. */
	private static Callable<String> waiting(CountDownLatch gate) {
		return () -> {
			gate.await();
			return "done";
		};
	}

	@EachThreadMode
	void t35OneRunningTaskIsTheOnlyActiveOne(ThreadMode mode) throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = manager(mode).build()) {
			ThreadWrapper<String> thread = manager.doAsync(waiting(gate));
			assertThat(manager.keys()).containsExactly(thread.getId());
			assertThat(manager.get(thread.getId()).orElseThrow()).isSameAs(thread);
			gate.countDown();
			assertThat(thread.get()).isEqualTo("done");
		}
	}

	@EachThreadMode
	void t43AFinishedTaskIsNoLongerActiveButInTheHistory(ThreadMode mode) throws Exception {
		try (ThreadManager manager = manager(mode).history(2).build()) {
			List<ThreadWrapper<?>> all = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
				assertThat(thread.join(LONG)).isTrue();
				all.add(thread);
				assertThat(manager.snapshot().counts().running()).isZero();
			}
			assertThat(manager.keys()).isEmpty();
			assertThat(manager.get(all.get(2).getId())).isEmpty();
			assertThat(manager.history()).containsExactly(all.get(2), all.get(1));
		}
	}

	@EachThreadMode
	void aTaskThatFindsNoPlaceIsRejected(ThreadMode mode) {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = manager(mode).maxThreads(1).queueCapacity(1).overflow(Overflow.REJECT).build()) {
			manager.doAsync(waiting(gate));
			manager.doAsync(waiting(gate));
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> manager.doAsync(() -> 1))
				.withMessageContaining("'manager'")
				.withMessageContaining("1 tasks wait");
			assertThat(manager.snapshot().counts().rejected()).isEqualTo(1);
			assertThat(manager.snapshot().counts().accepted()).isEqualTo(2);
			gate.countDown();
		}
	}

	@EachThreadMode
	void theCallerRunsATaskThatFindsNoPlace(ThreadMode mode) throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = manager(mode).maxThreads(1)
			.queueCapacity(0)
			.overflow(Overflow.CALLER_RUNS)
			.build()) {
			manager.doAsync(waiting(gate));
			ThreadWrapper<Thread> second = manager.doAsync(Thread::currentThread);
			assertThat(second.isDone()).isTrue();
			assertThat(second.get()).isSameAs(Thread.currentThread());
			gate.countDown();
		}
	}

	@EachThreadMode
	void aCallerWaitsForAPlace(ThreadMode mode) throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger accepted = new AtomicInteger();
		try (ThreadManager manager = manager(mode).maxThreads(1).queueCapacity(0).build();
				Crew crew = new Crew(ThreadMode.PLATFORM)) {
			manager.doAsync(waiting(gate));
			crew.start(() -> {
				manager.doAsync(() -> 1);
				accepted.incrementAndGet();
			});
			assertThat(accepted).hasValue(0);
			gate.countDown();
			crew.join();
			assertThat(accepted).hasValue(1);
		}
	}

	@EachThreadMode
	void t44StopLetsARunningTaskFinishAndRejectsNewOnes(ThreadMode mode) {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger ends = new AtomicInteger();
		ThreadManager manager = manager(mode).build();
		ThreadWrapper<String> thread = manager.task(waiting(gate)).onEnd(ends::incrementAndGet).doAsync();
		assertThat(manager.stop(Duration.ZERO, false)).isFalse();
		assertThat(manager.activityState()).isEqualTo(ActivityState.STOPPING);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> manager.doAsync(() -> 1))
			.withMessageContaining("has stopped");
		gate.countDown();
		assertThat(manager.stop(LONG, false)).isTrue();
		assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.CLOSED);
		assertThat(thread.getFinishedWith()).isEqualTo(ExecutionState.RETURNED);
		assertThat(ends).hasValue(1);
		assertThat(manager.activityState()).isEqualTo(ActivityState.ENDED);
	}

	@EachThreadMode
	void t44AForcedStopInterruptsAndStillCallsBack(ThreadMode mode) throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		List<String> events = Collections.synchronizedList(new ArrayList<>());
		ThreadManager manager = manager(mode).maxThreads(1).build();
		CountDownLatch inside = new CountDownLatch(1);
		ThreadWrapper<String> running = manager.task(() -> {
			inside.countDown();
			return waiting(never).call();
		}).onFail((ex) -> events.add("fail")).onEnd(() -> events.add("end")).doAsync();
		ThreadWrapper<String> queued = manager.task(waiting(never)).onEnd(() -> events.add("queued end")).doAsync();
		inside.await();
		assertThat(manager.stop(LONG, true)).isTrue();
		assertThat(events).containsSubsequence("fail", "end").contains("queued end").hasSize(3);
		assertThat(running.isCancelled()).isTrue();
		assertThat(queued.isCancelled()).isTrue();
		assertThat(queued.getStartTime()).isNull();
	}

	@EachThreadMode
	void aForcedStopBeginsNoTaskThatWaits(ThreadMode mode) throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch inside = new CountDownLatch(2);
		CompletableFuture<ThreadWrapper<Integer>> queued = new CompletableFuture<>();
		ThreadManager manager = manager(mode).maxThreads(2).build();
		manager.doAsync(() -> {
			inside.countDown();
			return waiting(never).call();
		});
		manager.doAsync(() -> new SlowToInterrupt(() -> queued.join().getExecutionState().hasEnded()).block(inside));
		inside.await();
		queued.complete(manager.doAsync(() -> 1));
		assertThat(manager.stop(LONG, true)).isTrue();
		assertThat(queued.join().isCancelled()).isTrue();
		assertThat(queued.join().getStartTime()).isNull();
	}

	/** Who interrupts it waits until something has happened. */
	private static final class SlowToInterrupt extends AbstractInterruptibleChannel {

		private final Callable<Boolean> happened;

		SlowToInterrupt(Callable<Boolean> happened) {
			this.happened = happened;
		}

		Void block(CountDownLatch inside) throws Exception {
			try {
				begin();
				inside.countDown();
				new CountDownLatch(1).await();
			}
			finally {
				end(true);
			}
			return null;
		}

		@Override
		protected void implCloseChannel() {
			Awaitility.await().until(this.happened);
		}

	}

	@EachThreadMode
	void aManagerMayBeStartedAgain(ThreadMode mode) throws Exception {
		ThreadManager manager = manager(mode).build();
		assertThat(manager.doAsync(() -> 1).get()).isEqualTo(1);
		assertThat(manager.stop(LONG, false)).isTrue();
		manager.start();
		assertThat(manager.doAsync(() -> 2).get()).isEqualTo(2);
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@EachThreadMode
	void aManagerMayBeStartedAgainThoughATaskOfBeforeIsStuck(ThreadMode mode) throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		ThreadManager manager = manager(mode).build();
		ThreadWrapper<Integer> stuck = manager.doAsync(() -> {
			inside.countDown();
			while (gate.getCount() > 0) {
				Thread.onSpinWait();
			}
			return 1;
		});
		inside.await();
		assertThat(manager.stop(Duration.ZERO).isComplete()).isFalse();
		manager.start();
		assertThat(manager.doAsync(() -> 2).get()).isEqualTo(2);
		gate.countDown();
		assertThat(stuck.join(LONG)).isTrue();
		assertThat(manager.activityState()).isEqualTo(ActivityState.RUNNING);
		manager.close();
		manager.close();
		assertThat(manager.activityState()).isEqualTo(ActivityState.ENDED);
	}

	@EachThreadMode
	void aHundredThousandTasksOfEightCallersAllEndOnce(ThreadMode mode) throws InterruptedException {
		long callers = 8;
		int each = 12_500;
		AtomicInteger ends = new AtomicInteger();
		long before = usedHeap();
		try (ThreadManager manager = manager(mode).build(); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			for (int i = 0; i < callers; i++) {
				crew.start(() -> {
					for (int j = 0; j < each; j++) {
						manager.task(() -> 1).onEnd(ends::incrementAndGet).doAsync();
					}
				});
			}
			crew.join();
			Awaitility.await().atMost(LONG).until(() -> manager.keys().isEmpty());
			assertThat(manager.stop(LONG, false)).isTrue();
			assertThat(ends).hasValue((int) callers * each);
			assertThat(usedHeap() - before).as("heap that is left").isLessThan(4L << 20);
			assertThat(manager.snapshot().counts().succeeded()).isEqualTo(callers * each);
		}
	}

	@SuppressWarnings("SystemGc")
	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@Test
	void threadsAreNamedDaemonsAndEndWhenIdle() throws Exception {
		try (ThreadManager manager = manager(ThreadMode.PLATFORM).keepAlive(Duration.ofMillis(20)).build()) {
			Thread thread = manager.doAsync(Thread::currentThread).get();
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getName()).isEqualTo("manager-1");
			thread.join(LONG.toMillis());
			assertThat(thread.isAlive()).isFalse();
		}
	}

}
