package io.heddle.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Whatever the code of users does, a task ends once, is closed and gives its place back.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class TaskFaultTests {

	private static final Duration LONG = Duration.ofSeconds(5);

	private static ThreadManager manager(ThreadMode mode, int threads) {
		return ThreadManager.builder().mode(mode).maxThreads(threads).queueCapacity(0).build();
	}

	private static void assertEmpty(ThreadManager manager) {
		assertThat(manager.stop(LONG, false)).isTrue();
		assertThat(manager.keys()).isEmpty();
		assertThat(manager.snapshot().counts().running()).isZero();
		assertThat(manager.activityState().isActive()).isFalse();
	}

	@EachThreadMode
	void aFailureThatCannotBeDescribedEndsItsTask(ThreadMode mode) throws InterruptedException {
		ThreadManager manager = manager(mode, 1);
		AtomicInteger ends = new AtomicInteger();
		ThreadWrapper<Integer> thread = manager.<Integer>task(() -> {
			throw new Unspeakable();
		}).onEnd(ends::getAndIncrement).doAsync();
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getException()).isInstanceOf(Unspeakable.class);
		assertThat(ends).hasValue(1);
		assertEmpty(manager);
	}

	@EachThreadMode
	void callbacksAndListenersMayFailWithWhatCannotBeDescribed(ThreadMode mode) throws InterruptedException {
		ThreadManager manager = manager(mode, 1);
		AtomicInteger ends = new AtomicInteger();
		manager.addTaskListener(new TaskListener() {
			@Override
			public void started(ThreadWrapper<?> thread) {
				throw new Unspeakable();
			}

			@Override
			public void ended(ThreadWrapper<?> thread) {
				throw new Unspeakable();
			}
		});
		ThreadWrapper<Integer> thread = manager.task(() -> 1).onSuccess((result) -> {
			throw new Unspeakable();
		}).onEnd(ends::getAndIncrement).doAsync();
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getResult()).isEqualTo(1);
		assertThat(thread.getCallbackErrors()).hasSize(1);
		assertThat(ends).hasValue(1);
		assertEmpty(manager);
	}

	@EachThreadMode
	void aStageWithoutAFutureFailsItsTask(ThreadMode mode) throws InterruptedException {
		ThreadManager manager = manager(mode, 1);
		ThreadWrapper<Integer> thread = manager.asyncTask(() -> new CompletableFuture<Integer>() {
			@Override
			@SuppressWarnings("NullAway") // that is the fault
			public CompletableFuture<Integer> toCompletableFuture() {
				return null;
			}
		}).doAsync();
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getException()).isInstanceOf(NullPointerException.class);
		assertEmpty(manager);
	}

	@EachThreadMode
	void aFutureThatTakesNoActionFailsItsTask(ThreadMode mode) throws InterruptedException {
		ThreadManager manager = manager(mode, 1);
		ThreadWrapper<Integer> thread = manager.asyncTask(() -> new CompletableFuture<Integer>() {
			@Override
			public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> action) {
				throw new UnsupportedOperationException();
			}
		}).doAsync();
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getException()).isInstanceOf(UnsupportedOperationException.class);
		assertEmpty(manager);
	}

	@EachThreadMode
	void aFutureThatCannotBeCancelledKeepsNothingFromAStop(ThreadMode mode) {
		ThreadManager manager = manager(mode, 2);
		List<ThreadWrapper<?>> threads = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			threads.add(manager.asyncTask(() -> new CompletableFuture<Integer>() {
				@Override
				public boolean cancel(boolean mayInterrupt) {
					throw new UnsupportedOperationException();
				}
			}).doAsync());
		}
		assertThat(manager.stop(LONG, true)).isTrue();
		assertThat(threads).allMatch(ThreadWrapper::isCancelled);
	}

	@EachThreadMode
	void moreFuturesThanPlacesMayCompleteInTheOnlyThread(ThreadMode mode) throws Exception {
		CompletableFuture<Integer> promise = new CompletableFuture<>();
		List<ThreadWrapper<Integer>> threads = new ArrayList<>();
		try (ThreadManager manager = ThreadManager.builder()
			.mode(mode)
			.maxThreads(1)
			.queueCapacity(0)
			.overflow(Overflow.CALLER_RUNS)
			.build()) {
			ThreadWrapper<Boolean> only = manager.doAsync(() -> {
				for (int i = 0; i < 20; i++) {
					threads.add(manager.asyncTask(() -> promise).doAsync());
				}
				return promise.complete(7);
			});
			assertThat(only.get(5, TimeUnit.SECONDS)).isTrue();
			for (ThreadWrapper<Integer> thread : threads) {
				assertThat(thread.join(LONG)).isTrue();
				assertThat(thread.getResult()).isEqualTo(7);
			}
			assertEmpty(manager);
		}
	}

	@EachThreadMode
	void aCallerThatRunsTasksWaitsForAPlaceForAFuture(ThreadMode mode) throws Exception {
		CompletableFuture<Integer> first = new CompletableFuture<>();
		try (ThreadManager manager = ThreadManager.builder()
			.mode(mode)
			.maxThreads(1)
			.queueCapacity(0)
			.overflow(Overflow.CALLER_RUNS)
			.build(); Crew crew = new Crew(ThreadMode.PLATFORM)) {
			manager.asyncTask(() -> first).doAsync();
			AtomicInteger accepted = new AtomicInteger();
			crew.start(() -> {
				manager.asyncTask(() -> CompletableFuture.completedFuture(2)).doAsync();
				accepted.getAndIncrement();
			});
			assertThat(accepted).hasValue(0);
			first.complete(1);
			crew.join();
			assertThat(accepted).hasValue(1);
		}
	}

	@EachThreadMode
	void aTaskThatWaitsForAFutureHasNoThread(ThreadMode mode) throws Exception {
		CompletableFuture<Integer> promise = new CompletableFuture<>();
		try (ThreadManager manager = manager(mode, 2)) {
			CountDownLatch gate = new CountDownLatch(1);
			ThreadWrapper<Integer> waits = manager.asyncTask(() -> promise).doAsync();
			manager.doAsync(() -> 1).get();
			assertThat(manager.snapshot().active()).filteredOn((task) -> task.id() == waits.getId())
				.singleElement()
				.satisfies((task) -> assertThat(task.thread()).isNull());
			gate.countDown();
			promise.complete(1);
			assertThat(waits.get()).isEqualTo(1);
		}
	}

	@EachThreadMode
	void aStateQueueThatItsUserFillsDisturbsNothing(ThreadMode mode) throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		ThreadManager manager = manager(mode, 1);
		ThreadWrapper<Boolean> thread = manager.doAsync(() -> gate.await(5, TimeUnit.SECONDS));
		while (thread.getExecutionStateQueue().offer(ExecutionState.CREATED)) {
			assertThat(thread.isDone()).isFalse();
		}
		gate.countDown();
		assertThat(thread.join(LONG)).isTrue();
		assertThat(thread.getResult()).isTrue();
		assertEmpty(manager);
	}

	@EachThreadMode
	void theInterruptOfATaskOutlivesATaskInsideIt(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		AtomicReference<Object> seen = new AtomicReference<>("nothing");
		ThreadManager manager = manager(mode, 1);
		ThreadWrapper<Integer> outer = manager.doAsync(() -> {
			manager.doAsync(() -> {
				inside.countDown();
				new CountDownLatch(1).await();
				return 1;
			});
			seen.set(Thread.currentThread().isInterrupted());
			return 2;
		});
		inside.await();
		assertThat(outer.cancel()).isTrue();
		assertThat(outer.join(LONG)).isTrue();
		assertThat(seen).hasValue(true);
		assertEmpty(manager);
	}

	@EachThreadMode
	void aTaskInsideAnotherOneCannotWaitForThat(ThreadMode mode) throws Exception {
		try (ThreadManager manager = manager(mode, 1)) {
			ThreadWrapper<Throwable> outer = manager.doAsync((ThreadWrapper<Throwable> self) -> {
				ThreadWrapper<Throwable> inner = manager.doAsync(() -> self.get(1, TimeUnit.SECONDS));
				return inner.getException();
			});
			assertThat(outer.get()).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("cannot wait for its own result");
		}
	}

	@EachThreadMode
	void aTaskInsideOneOfAnotherManagerDoesNotWaitForTheOuterOne(ThreadMode mode) throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		ThreadManager other = ThreadManager.builder()
			.mode(mode)
			.maxThreads(1)
			.queueCapacity(0)
			.overflow(Overflow.CALLER_RUNS)
			.build();
		ThreadManager manager = manager(mode, 1);
		ThreadWrapper<Boolean> busy = other.doAsync(() -> gate.await(5, TimeUnit.SECONDS));
		ThreadWrapper<Integer> outer = manager.doAsync(() -> other.doAsync(() -> manager.doAsync(() -> 7).get()).get());
		assertThat(outer.get(5, TimeUnit.SECONDS)).isEqualTo(7);
		gate.countDown();
		assertThat(busy.get()).isTrue();
		assertEmpty(manager);
		assertEmpty(other);
	}

	@EachThreadMode
	void aDecoratorThatGoesElsewhereRunsNothingTwice(ThreadMode mode) throws Exception {
		List<Runnable> elsewhere = new ArrayList<>();
		Executor executor = elsewhere::add;
		AtomicInteger ends = new AtomicInteger();
		try (ThreadManager manager = ThreadManager.builder()
			.mode(mode)
			.decorator((task) -> () -> executor.execute(task))
			.build()) {
			ThreadWrapper<Integer> thread = manager.task(() -> 1).onEnd(ends::getAndIncrement).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).hasMessageContaining("decorator");
			assertThatIllegalStateException().isThrownBy(elsewhere.get(0)::run);
			assertThat(ends).hasValue(1);
			assertEmpty(manager);
		}
	}

	@EachThreadMode
	void aFutureIsTakenFromAnyStage(ThreadMode mode) throws ExecutionException, InterruptedException {
		try (ThreadManager manager = manager(mode, 1)) {
			CompletionStage<Integer> stage = CompletableFuture.completedStage(3);
			assertThat(manager.asyncTask(() -> stage).doAsync().get()).isEqualTo(3);
		}
	}

	/** Cannot even be logged. */
	@SuppressWarnings("serial")
	private static final class Unspeakable extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

}
