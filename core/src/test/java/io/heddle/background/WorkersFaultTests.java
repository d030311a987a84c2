package io.heddle.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import io.heddle.activity.ActivityState;
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

/**
 * Threads that cannot be had, stops and starts that meet.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class WorkersFaultTests {

	private static final Duration LONG = Duration.ofSeconds(5);

	@Test
	void aThreadThatDiesAtItsBeginningFailsItsTaskAndNoOther() throws InterruptedException {
		Thread stillborn = new StillbornThread();
		ThreadSource source = source((number) -> (number == 0) ? stillborn : null);
		ThreadManager manager = ThreadManager.builder().threads(source).build();
		ThreadWrapper<Integer> first = manager.doAsync(() -> 1);
		assertThat(first.join(LONG)).isTrue();
		stillborn.join();
		ThreadWrapper<Integer> second = manager.doAsync(() -> 2);
		assertThat(second.join(LONG)).isTrue();
		assertThat(second.getResult()).isEqualTo(2);
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@Test
	void aSourceWithoutThreadsFailsItsTasks() throws InterruptedException {
		ThreadManager manager = ThreadManager.builder().threads(new NoThreads()).build();
		ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getException()).isInstanceOf(NullPointerException.class);
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@Test
	void aTaskThatComesWhileAThreadCannotBeMadeIsNotLeftLying() throws InterruptedException {
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		ThreadSource source = source((number) -> {
			if (number == 1) {
				asked.countDown();
				awaitQuietly(answer);
				throw new OutOfMemoryError("unable to create native thread");
			}
			return null;
		});
		ThreadManager manager = ThreadManager.builder().threads(source).maxThreads(2).build();
		manager.doAsync(() -> first.await(5, TimeUnit.SECONDS));
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			AtomicInteger ended = new AtomicInteger();
			crew.start(() -> manager.task(() -> 2).onEnd(ended::getAndIncrement).doAsync());
			asked.await();
			first.countDown();
			Awaitility.await().until(() -> ended.get() == 1);
			Awaitility.await().until(() -> isParked("threadManager-1"));
			ThreadWrapper<Integer> late = manager.doAsync(() -> 3);
			answer.countDown();
			crew.join();
			assertThat(late.join(LONG)).isTrue();
			assertThat(late.getResult()).isEqualTo(3);
		}
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	private static boolean isParked(String name) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals(name) && thread.getState() == Thread.State.TIMED_WAITING);
	}

	@EachThreadMode
	void aStartThatOvertakesAStopLeavesAManagerThatTakesTasks(ThreadMode mode) throws Exception {
		ThreadManager manager = ThreadManager.builder().mode(mode).build();
		AtomicBoolean again = new AtomicBoolean(true);
		manager.addListener((activity, from, to) -> {
			if (to == ActivityState.STOPPING && again.getAndSet(false)) {
				manager.start();
			}
		});
		manager.stop(Duration.ofMillis(1), false);
		assertThat(manager.activityState()).isEqualTo(ActivityState.RUNNING);
		assertThat(manager.doAsync(() -> 1).get(5, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(manager.stop(LONG, false)).isTrue();
	}

	@EachThreadMode
	void anIdleManagerStopsInNoTime(ThreadMode mode) throws Exception {
		ThreadManager manager = ThreadManager.builder().mode(mode).build();
		ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
		assertThat(thread.join(LONG)).isTrue();
		Awaitility.await().until(() -> manager.snapshot().counts().running() == 0);
		assertThat(manager.stop(Duration.ZERO, false)).isTrue();
		assertThat(manager.activityState()).isEqualTo(ActivityState.ENDED);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Platform threads, unless the plan has another answer for that number. */
	private static ThreadSource source(IntFunction<Thread> plan) {
		AtomicInteger count = new AtomicInteger();
		return new ThreadSource() {
			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				Thread planned = plan.apply(count.getAndIncrement());
				if (planned instanceof StillbornThread stillborn) {
					stillborn.body = body;
				}
				return (planned != null) ? planned : ThreadSource.of(ThreadMode.PLATFORM).newThread(name, body);
			}
		};
	}

	/** Fails where a worker looks at itself. */
	private static final class StillbornThread extends Thread {

		private volatile Runnable body = () -> {
		};

		@Override
		public void run() {
			this.body.run();
		}

		@Override
		public ClassLoader getContextClassLoader() {
			throw new IllegalStateException("stillborn");
		}

	}

	private record NoThreads() implements ThreadSource {

		@Override
		public ThreadMode mode() {
			return ThreadMode.PLATFORM;
		}

		@Override
		@SuppressWarnings("NullAway") // that is the fault
		public Thread newThread(String name, Runnable body) {
			return null;
		}

	}

}
