package io.heddle.annotation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

import io.heddle.background.Background;
import io.heddle.background.ExecutionState;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a body returns, and what its caller and the handle get of it.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundReturnTypesTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void t49TheCallerGetsTheHandleAtOnce(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			Jobs jobs = context.getBean(Jobs.class);
			ThreadWrapper<String> thread = jobs.wrapped("a");
			assertThat(thread.isDone()).isFalse();
			assertThat(context.getBean(ThreadManager.class).keys()).containsExactly(thread.getId());
			Application.target(jobs).gate.countDown();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getResult()).isEqualTo("a");
			assertThat(thread.getName()).isEqualTo("wrapped-" + thread.getId());
			assertThat(thread.getExecutionStateQueue()).containsExactly(ExecutionState.CREATED, ExecutionState.RUNNING,
					ExecutionState.RETURNED, ExecutionState.FINISHING, ExecutionState.CLOSED);
			assertThat(Jobs.class.getDeclaredMethod("wrapped", String.class).isAnnotationPresent(Background.class))
				.isTrue();
		}
	}

	@EachThreadMode
	void aMethodOfNothingGivesNothing(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			Jobs jobs = context.getBean(Jobs.class);
			jobs.nothing();
			ThreadWrapper<?> thread = Application.target(jobs).seen.get();
			Application.target(jobs).gate.countDown();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getName()).startsWith("tidy up-");
			assertThat(thread.getFinishedWith()).isEqualTo(ExecutionState.RETURNED);
			assertThat(thread.getResult()).isNull();
		}
	}

	@EachThreadMode
	void futuresOfAllKindsGiveTheirResult(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			Jobs jobs = context.getBean(Jobs.class);
			assertThat(jobs.future(CompletableFuture.completedFuture("b")).get()).isEqualTo("b");
			assertThat(jobs.future(ThreadWrapper.completed("c")).get()).isEqualTo("c");
			FutureTask<String> plain = new FutureTask<>(() -> "d");
			plain.run();
			assertThat(jobs.future(plain).get()).isEqualTo("d");
			assertThat(jobs.completable(CompletableFuture.completedFuture("e")).get()).isEqualTo("e");
			assertThat(jobs.stage(CompletableFuture.completedFuture("f")).toCompletableFuture().get()).isEqualTo("f");
			assertThat(jobs.future(null).get()).isNull();
			assertThat(jobs.completable(null).get()).isNull();
			assertThat(jobs.nullWrapper().get()).isNull();
			assertThat(jobs.future(plain)).isInstanceOf(ThreadWrapper.class);
		}
	}

	@EachThreadMode
	void aFutureThatCompletesLaterHoldsNoThread(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			Jobs jobs = context.getBean(Jobs.class);
			CompletableFuture<String> inner = new CompletableFuture<>();
			CompletableFuture<String> outer = jobs.completable(inner);
			Future<String> other = jobs.future(inner);
			assertThat(jobs.completable(CompletableFuture.completedFuture("meanwhile")).get()).isEqualTo("meanwhile");
			assertThat(outer).isNotDone();
			inner.complete("late");
			assertThat(outer.get()).isEqualTo("late");
			assertThat(other.get()).isEqualTo("late");
		}
	}

	@EachThreadMode
	void theHandleOfAnotherTaskHoldsNoThread(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			ThreadManager manager = context.getBean(ThreadManager.class);
			ThreadWrapper<String> thread = context.getBean(Jobs.class).delegating(manager);
			assertThat(thread.get()).isEqualTo("delegated");
		}
	}

	@EachThreadMode
	void aPlainFutureIsAwaitedAndCancelledWithItsTask(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			FutureTask<String> plain = new FutureTask<>(() -> "never");
			Future<String> future = context.getBean(Jobs.class).future(plain);
			ThreadWrapper<?> thread = (ThreadWrapper<?>) future;
			Eventually.holds(() -> thread.getExecutionState() == ExecutionState.RUNNING);
			assertThat(future.cancel(true)).isTrue();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(plain).isCancelled();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
		}
	}

	@EachThreadMode
	void failuresReachTheHandleAsTheyAre(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			Jobs jobs = context.getBean(Jobs.class);
			for (Throwable failure : new Throwable[] { new IOException("444"), new IllegalStateException("444"),
					new AssertionError("444"), new Throwable("444") }) {
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> jobs.failing(failure).get())
					.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
				FutureTask<String> plain = new FutureTask<>(() -> {
					throw Rethrow.asIs(failure);
				});
				plain.run();
				ThreadWrapper<?> thread = (ThreadWrapper<?>) jobs.future(plain);
				assertThat(thread.join(LONG)).isTrue();
				assertThat(thread.getException()).isSameAs(failure);
				assertThat(jobs.completable(CompletableFuture.failedFuture(failure))).failsWithin(LONG)
					.withThrowableOfType(ExecutionException.class)
					.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
			}
		}
	}

	@EachThreadMode
	void itsOwnHandleIsNoResult(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			ThreadWrapper<String> thread = context.getBean(Jobs.class).itself(null);
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("Jobs.itself(ThreadWrapper)' of bean 'jobs' returns its own handle")
				.hasMessageEndingWith("return ThreadWrapper.completed(result)");
		}
	}

	@EachThreadMode
	void aRejectedCallThrowsToItsCaller(ThreadMode mode) {
		try (AnnotationConfigApplicationContext context = Application.of(Jobs.class).start(mode)) {
			context.getBean(ThreadManager.class).close();
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(context.getBean(Jobs.class)::nullWrapper);
		}
	}

	@EachThreadMode
	void t50TheHandleFillsItsParameterAndTheCleanUpIsCalledOnce(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Mailer.class).start(mode)) {
			Mailer mailer = context.getBean(Mailer.class);
			ThreadWrapper<Integer> thread = mailer.sendMail(null, "mail", 3);
			assertThat(thread.join(LONG)).isTrue();
			assertThat(Application.target(mailer).statuses).containsExactly(3, 2, 1, 0);
			assertThat(thread.getStatus()).isEqualTo(0);
			assertThat(thread.getResult()).isEqualTo(3);
			assertThat(Application.target(mailer).cleaned).containsExactly(thread);
			ThreadWrapper<String> last = mailer.last("x", null);
			assertThat(last.get()).isEqualTo("x RUNNING");
			assertThat(last.getStatus()).isEqualTo("doing");
			assertThatIllegalArgumentException().isThrownBy(() -> new Mailer().last("x", null));
		}
	}

	@SuppressWarnings("NullAway") // as users write it who check no nulls
	static class Jobs {

		final CountDownLatch gate = new CountDownLatch(1);

		final CompletableFuture<ThreadWrapper<?>> seen = new CompletableFuture<>();

		@Background
		ThreadWrapper<String> wrapped(String text) throws InterruptedException {
			this.gate.await();
			return ThreadWrapper.completed(text);
		}

		@Background(name = "tidy up")
		public void nothing() throws InterruptedException {
			this.seen.complete(ThreadWrapper.current());
			this.gate.await();
		}

		@Background
		public Future<String> future(@Nullable Future<String> future) {
			return future;
		}

		@Background
		public CompletableFuture<String> completable(@Nullable CompletableFuture<String> future) {
			return future;
		}

		@Background
		public CompletionStage<String> stage(CompletionStage<String> future) {
			return future;
		}

		@Background
		public ThreadWrapper<@Nullable String> nullWrapper() {
			return ThreadWrapper.completed(null);
		}

		@Background
		public ThreadWrapper<String> delegating(ThreadManager manager) {
			return manager.doAsync(() -> "delegated");
		}

		@Background
		public ThreadWrapper<String> failing(Throwable failure) {
			throw Rethrow.asIs(failure);
		}

		@Background(giveThread = true)
		public ThreadWrapper<String> itself(@Nullable ThreadWrapper<String> thread) {
			return thread;
		}

	}

	@SuppressWarnings("NullAway") // as users write it who check no nulls
	static class Mailer {

		final List<Object> statuses = new CopyOnWriteArrayList<>();

		final List<Object> cleaned = new CopyOnWriteArrayList<>();

		@Background(giveThread = true, onEnd = "cleanUp")
		public ThreadWrapper<Integer> sendMail(@Nullable ThreadWrapper<Integer> thread, String mail, int users) {
			for (int left = users; left >= 0; left--) {
				thread.setStatus(left);
				this.statuses.add(thread.getStatus());
			}
			return ThreadWrapper.completed(users);
		}

		@Background(giveThread = true)
		public ThreadWrapper<String> last(String text, @Nullable ThreadWrapper<String> thread) {
			if (thread == null) {
				throw new IllegalArgumentException("no handle");
			}
			thread.setStatus("doing");
			return ThreadWrapper.completed(text + " " + ThreadWrapper.current().getExecutionState());
		}

		void cleanUp(ThreadWrapper<?> thread) {
			this.cleaned.add(thread);
		}

	}

}
