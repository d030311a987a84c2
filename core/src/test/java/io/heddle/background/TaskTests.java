package io.heddle.background;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of one task, and what its handle says of it.
 */
@ExtendWith(NoLeakedThreads.class)
class TaskTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

	private static ThreadManager manager(ThreadMode mode) {
		return ThreadManager.builder().name("manager").mode(mode).build();
	}

	private static List<ExecutionState> statesOf(ThreadWrapper<?> thread) {
		List<ExecutionState> states = new ArrayList<>();
		thread.getExecutionStateQueue().drainTo(states);
		return states;
	}

	private static <T> Callable<T> failing(Throwable failure) {
		return () -> {
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		};
	}

	@EachThreadMode
	void t28TheFunctionIsGivenItsHandle(ThreadMode mode) throws Exception {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<ExecutionState> thread = manager.doAsync((ThreadWrapper<ExecutionState> self) -> {
				assertThat(ThreadWrapper.current()).isSameAs(self);
				self.setStatus("doing");
				return self.getExecutionState();
			});
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getStatus()).isEqualTo("doing");
			assertThat(thread.getResult()).isEqualTo(ExecutionState.RUNNING);
		}
	}

	@EachThreadMode
	void t29TheHandleHasAStatusAndAStateFromTheBeginning(ThreadMode mode) throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).build()) {
			manager.doAsync(() -> gate.await(10, TimeUnit.SECONDS));
			ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.CREATED);
			assertThat(thread.getStatus()).isEqualTo("");
			assertThat(thread.getStartTime()).isNull();
			assertThat(thread.getFinishedWith()).isNull();
			assertThat(thread.getResult()).isNull();
			assertThat(thread.getException()).isNull();
			assertThat(thread.isDone()).isFalse();
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> thread.get(1, TimeUnit.MILLISECONDS))
				.withMessageContaining("CREATED");
			gate.countDown();
			assertThat(thread.get()).isEqualTo(1);
			assertThat(thread.getStartTime()).isBetween(Instant.now().minusSeconds(60), Instant.now());
		}
	}

	@EachThreadMode
	void t31AFailureIsTheVeryExceptionAndItsStatesAreInOrder(ThreadMode mode) throws InterruptedException {
		Exception failure = new Exception("444");
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Object> thread = manager.doAsync(failing(failure));
			assertThat(thread.join(LONG)).isTrue();
			assertThat(statesOf(thread)).containsExactly(ExecutionState.CREATED, ExecutionState.RUNNING,
					ExecutionState.EXCEPTION, ExecutionState.FINISHING, ExecutionState.CLOSED);
			assertThat(thread.getFinishedWith()).isEqualTo(ExecutionState.EXCEPTION);
			assertThat(thread.getException()).isSameAs(failure);
			assertThat(thread.getResult()).isNull();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(thread::get)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
			assertThat(thread.toCompletableFuture()).isCompletedExceptionally();
		}
	}

	@EachThreadMode
	void t32AResultIsThereWithTheStatesInOrder(ThreadMode mode) throws Exception {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Integer> thread = manager.doAsync(() -> 555);
			assertThat(thread.join(LONG)).isTrue();
			assertThat(statesOf(thread)).containsExactly(ExecutionState.CREATED, ExecutionState.RUNNING,
					ExecutionState.RETURNED, ExecutionState.FINISHING, ExecutionState.CLOSED);
			assertThat(thread.getFinishedWith()).isEqualTo(ExecutionState.RETURNED);
			assertThat(thread.getResult()).isEqualTo(555);
			assertThat(thread.get()).isEqualTo(555);
			assertThat(thread.toCompletableFuture()).isCompletedWithValue(555);
		}
	}

	@EachThreadMode
	void aQueueOfStatesThatIsAskedForEarlyGetsEachStateOnce(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = manager(mode)) {
			for (int round = 0; round < 2_000; round++) {
				ThreadWrapper<Integer> thread = manager.doAsync(() -> 1);
				List<ExecutionState> states = new ArrayList<>();
				while (!states.contains(ExecutionState.CLOSED)) {
					states.add(thread.getExecutionStateQueue().poll(10, TimeUnit.SECONDS));
				}
				assertThat(states).containsExactly(ExecutionState.CREATED, ExecutionState.RUNNING,
						ExecutionState.RETURNED, ExecutionState.FINISHING, ExecutionState.CLOSED);
			}
		}
	}

	@EachThreadMode
	void t34AFailureCallsOnFailAndThenOnEnd(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Object> thread = manager.task(failing(new Exception("444")))
				.onSuccess(this.events::add)
				.onFail((ex) -> this.events.add(String.valueOf(ex.getMessage())))
				.onEnd(() -> this.events.add(1))
				.doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(this.events).containsExactly("444", 1);
		}
	}

	@EachThreadMode
	void t37CallbacksSeeTheirStateInTheThreadOfTheTask(ThreadMode mode) throws InterruptedException {
		List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
		Runnable note = () -> {
			threads.add(Thread.currentThread());
			this.events.add(ThreadWrapper.current().getExecutionState());
		};
		try (ThreadManager manager = manager(mode)) {
			manager.task(() -> {
				note.run();
				return 1;
			}).onSuccess((result) -> note.run()).onEnd(note).doAsync().join(LONG);
			manager.task((Callable<Object>) () -> {
				note.run();
				throw new IllegalStateException("fails");
			}).onFail((ex) -> note.run()).onEnd(note).doAsync().join(LONG);
		}
		assertThat(this.events).containsExactly(ExecutionState.RUNNING, ExecutionState.RETURNED,
				ExecutionState.FINISHING, ExecutionState.RUNNING, ExecutionState.EXCEPTION, ExecutionState.FINISHING);
		assertThat(threads.subList(0, 3)).containsOnly(threads.get(0)).doesNotContain(Thread.currentThread());
		assertThat(threads.subList(3, 6)).containsOnly(threads.get(3)).doesNotContain(Thread.currentThread());
	}

	@EachThreadMode
	void t38AnOnSuccessThatThrowsKeepsNothingFromTheEnd(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Integer> thread = manager.task(() -> 5).onSuccess((result) -> {
				throw new IllegalStateException("onSuccess");
			}).onEnd(() -> this.events.add("end")).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(this.events).containsExactly("end");
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.CLOSED);
			assertThat(thread.getFinishedWith()).isEqualTo(ExecutionState.RETURNED);
			assertThat(thread.getResult()).isEqualTo(5);
			assertThat(thread.getCallbackErrors()).singleElement()
				.satisfies((ex) -> assertThat(ex).hasMessage("onSuccess"));
			assertThat(manager.keys()).isEmpty();
		}
	}

	@EachThreadMode
	void t40CallbacksThatThrowErrorsAreAllKept(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Object> thread = manager.task(failing(new Exception("no"))).onFail((ex) -> {
				throw new AssertionError("onFail");
			}).onEnd(() -> {
				throw new StackOverflowError("onEnd");
			}).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.CLOSED);
			assertThat(thread.getCallbackErrors()).extracting(Throwable::getMessage).containsExactly("onFail", "onEnd");
		}
	}

	@EachThreadMode
	void t41AnErrorIsAFailureLikeAnyOther(ThreadMode mode) throws InterruptedException {
		List<Throwable> errors = List.of(new AssertionError("assertion"), new StackOverflowError(),
				new NoClassDefFoundError("class"));
		try (ThreadManager manager = manager(mode)) {
			for (Throwable error : errors) {
				ThreadWrapper<Object> thread = manager.task(failing(error)).onFail(this.events::add).doAsync();
				assertThat(thread.join(LONG)).isTrue();
				assertThat(thread.getException()).isSameAs(error);
			}
			assertThat(this.events).isEqualTo(errors);
		}
	}

	@EachThreadMode
	void anErrorOfTheJvmReachesTheFatalHandlerToo(ThreadMode mode) throws InterruptedException {
		OutOfMemoryError error = new OutOfMemoryError("thrown by a test");
		try (ThreadManager manager = ThreadManager.builder()
			.mode(mode)
			.fatalErrors((fatal, where) -> this.events.add(fatal))
			.build()) {
			ThreadWrapper<Object> thread = manager.doAsync(failing(error));
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).isSameAs(error);
			manager.doAsync(failing(new StackOverflowError())).join(LONG);
			assertThat(this.events).containsExactly(error);
			assertThat(manager.doAsync(() -> 1).join(LONG)).isTrue();
		}
	}

	@EachThreadMode
	void t46NamesHaveANumberThatGrows(ThreadMode mode) throws Exception {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<String> first = manager.task(() -> Thread.currentThread().getName()).name("job").doAsync();
			ThreadWrapper<String> second = manager.task(() -> Thread.currentThread().getName()).name("job").doAsync();
			assertThat(first.getName()).isEqualTo("job-" + first.getId());
			assertThat(first.get()).isEqualTo(first.getName());
			assertThat(second.get()).isEqualTo("job-" + second.getId());
			assertThat(second.getId()).isGreaterThan(first.getId());
			assertThat(manager.doAsync(() -> 1).getName()).startsWith("task-");
			assertThat(manager.doAsync(() -> Thread.currentThread().getName()).get()).startsWith("manager-");
		}
	}

	@EachThreadMode
	void progressIsAStatus(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Integer> thread = manager.doAsync((ThreadWrapper<Integer> self) -> {
				self.progress(3, 4);
				return 1;
			});
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getStatus()).isEqualTo(new Progress(3, 4)).hasToString("3/4");
		}
	}

	@EachThreadMode
	void aTaskThatHasNotBegunIsCancelledAndCallsBack(ThreadMode mode) throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).build()) {
			manager.doAsync(() -> gate.await(10, TimeUnit.SECONDS));
			ThreadWrapper<Integer> thread = manager.task(() -> 1)
				.onFail((ex) -> this.events.add(ex.getClass()))
				.onEnd(() -> this.events.add("end"))
				.doAsync();
			assertThat(thread.cancel(false)).isTrue();
			assertThat(thread.cancel(true)).isFalse();
			assertThat(thread.isDone()).isTrue();
			assertThat(thread.isCancelled()).isTrue();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(thread::get)
				.withMessageContaining(thread.getName());
			gate.countDown();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(statesOf(thread)).containsExactly(ExecutionState.CREATED, ExecutionState.EXCEPTION,
					ExecutionState.FINISHING, ExecutionState.CLOSED);
			assertThat(this.events).containsExactly(CancellationException.class, "end");
			assertThat(thread.getStartTime()).isNull();
		}
	}

	@EachThreadMode
	void aRunningTaskIsInterruptedAndTheNextOneIsNot(ThreadMode mode) throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).build()) {
			ThreadWrapper<Object> thread = manager.task(() -> {
				inside.countDown();
				new CountDownLatch(1).await();
				return new Object();
			}).onFail((ex) -> this.events.add(Thread.currentThread().isInterrupted())).doAsync();
			inside.await();
			assertThat(thread.cancel(false)).isFalse();
			assertThat(thread.cancel()).isTrue();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.isCancelled()).isTrue();
			assertThat(thread.getException()).isInstanceOf(CancellationException.class)
				.hasCauseInstanceOf(InterruptedException.class);
			assertThat(this.events).containsExactly(false);
			assertThat(manager.doAsync(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
		}
	}

	@EachThreadMode
	void aTaskThatIgnoresItsInterruptIsStuckUntilItEnds(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Integer> thread = manager.doAsync(() -> {
				inside.countDown();
				while (gate.getCount() > 0) {
					Thread.onSpinWait();
				}
				return 1;
			});
			inside.await();
			assertThat(thread.cancel()).isTrue();
			assertThat(thread.isDone()).isFalse();
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.RUNNING);
			assertThat(manager.snapshot().stuck()).isEqualTo(1);
			gate.countDown();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.isCancelled()).isTrue();
			assertThat(thread.getResult()).isNull();
			assertThat(manager.snapshot().counts().cancelled()).isEqualTo(1);
		}
	}

	@EachThreadMode
	void aCallbackThatAsksItsOwnTaskNeverWaits(ThreadMode mode) throws InterruptedException {
		AtomicReference<ThreadWrapper<Integer>> handle = new AtomicReference<>();
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Integer> thread = manager.task((ThreadWrapper<Integer> self) -> {
				handle.set(self);
				assertThatIllegalStateException().isThrownBy(self::get).withMessageContaining("its own result");
				return 7;
			}).onEnd(() -> {
				try {
					this.events.add(Objects.requireNonNull(handle.get()).get());
					this.events.add(Objects.requireNonNull(handle.get()).join(LONG));
				}
				catch (InterruptedException | ExecutionException ex) {
					this.events.add(ex);
				}
			}).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(this.events).containsExactly(7, false);
			assertThat(thread.getException()).isNull();
		}
	}

	@EachThreadMode
	void aFutureOfTheTaskCancelsIt(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<Object> thread = manager.doAsync(() -> {
				inside.countDown();
				new CountDownLatch(1).await();
				return new Object();
			});
			inside.await();
			assertThat(thread.toCompletableFuture().cancel(true)).isTrue();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.isCancelled()).isTrue();
		}
	}

	@EachThreadMode
	void aTaskOfAFutureHoldsNoThreadWhileItWaits(ThreadMode mode) throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		try (ThreadManager manager = ThreadManager.builder().mode(mode).maxThreads(1).build()) {
			ThreadWrapper<String> thread = manager.asyncTask(() -> future)
				.onSuccess(this.events::add)
				.onEnd(() -> this.events.add(Thread.currentThread()))
				.doAsync();
			assertThat(manager.doAsync(() -> 1).get()).isEqualTo(1);
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.RUNNING);
			future.complete("later");
			assertThat(thread.get()).isEqualTo("later");
			assertThat(thread.join(LONG)).isTrue();
			assertThat(this.events).hasSize(2).startsWith("later").doesNotContain(Thread.currentThread());
		}
	}

	@EachThreadMode
	void aTaskOfAFutureFailsWithTheCauseAndIsCancelledWithIt(ThreadMode mode) throws InterruptedException {
		IllegalStateException failure = new IllegalStateException("remote");
		CompletableFuture<String> failing = new CompletableFuture<>();
		CompletableFuture<String> hanging = new CompletableFuture<>();
		try (ThreadManager manager = manager(mode)) {
			ThreadWrapper<String> failed = manager.asyncTask(() -> failing.thenApply((value) -> value)).doAsync();
			ThreadWrapper<String> cancelled = manager.asyncTask(() -> hanging).doAsync();
			failing.completeExceptionally(failure);
			assertThat(failed.join(LONG)).isTrue();
			assertThat(failed.getException()).isSameAs(failure);
			assertThat(cancelled.cancel()).isTrue();
			assertThat(cancelled.join(LONG)).isTrue();
			assertThat(cancelled.isCancelled()).isTrue();
		}
	}

	@EachThreadMode
	void futuresThatCompleteAtTheSameMomentFinishTheirTaskOnce(ThreadMode mode) throws InterruptedException {
		AtomicInteger ends = new AtomicInteger();
		int count = 2_000;
		try (ThreadManager manager = manager(mode)) {
			List<ThreadWrapper<Integer>> threads = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				CompletableFuture<Integer> future = new CompletableFuture<>();
				threads.add(manager.asyncTask(() -> future).onEnd(ends::incrementAndGet).doAsync());
				future.complete(i);
			}
			for (ThreadWrapper<Integer> thread : threads) {
				assertThat(thread.join(LONG)).isTrue();
			}
			assertThat(ends).hasValue(count);
		}
	}

	@Test
	@SuppressWarnings("SystemGc")
	void aHandleKeepsNothingThatItsFunctionHasCaptured() throws InterruptedException {
		try (ThreadManager manager = manager(ThreadMode.PLATFORM)) {
			WeakReference<Object> captured = new WeakReference<>(new Object());
			ThreadWrapper<Integer> thread = handleOf(manager, captured.get());
			assertThat(thread.join(LONG)).isTrue();
			Awaitility.await().until(() -> {
				System.gc();
				return captured.get() == null;
			});
			assertThat(manager.history()).containsExactly(thread);
			assertThat(thread.getName()).startsWith("capturing-");
		}
	}

	private static ThreadWrapper<Integer> handleOf(ThreadManager manager, @Nullable Object captured) {
		return manager.task(() -> System.identityHashCode(captured))
			.name("capturing")
			.onEnd(() -> assertThat(captured).isNotNull())
			.doAsync();
	}

	@Test
	void aCompletedHandleHasItsResult() throws Exception {
		ThreadWrapper<String> thread = ThreadWrapper.completed("value");
		assertThat(thread.get()).isEqualTo("value");
		assertThat(thread.get(1, TimeUnit.SECONDS)).isEqualTo("value");
		assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.CLOSED);
		assertThat(thread.toCompletableFuture()).isCompletedWithValue("value");
		assertThat(thread.cancel()).isFalse();
	}

	@Test
	void thereIsNoCurrentTaskOutside() {
		assertThatIllegalStateException().isThrownBy(ThreadWrapper::current)
			.withMessageContaining(Thread.currentThread().getName());
	}

}
