package io.heddle.annotation;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import io.heddle.background.Background;
import io.heddle.background.ExecutionState;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which callbacks are called, on what, and with what.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundCallbackTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();

	private AnnotationConfigApplicationContext start(ThreadMode mode) {
		return Application.of()
			.with((context) -> context.registerBean("exports", Exports.class, () -> new Exports(this.calls)))
			.with((context) -> context.registerBean("mailer", Mailer.class, () -> new Mailer(this.calls)))
			.start(mode);
	}

	private static void await(ThreadWrapper<?> thread) throws InterruptedException {
		assertThat(thread.join(LONG)).isTrue();
	}

	@EachThreadMode
	void callbacksWithoutParametersAreCalled(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			await(context.getBean(Exports.class).plain(false));
			assertThat(this.calls).containsExactly("done RETURNED", "end FINISHING");
			this.calls.clear();
			await(context.getBean(Exports.class).plain(true));
			assertThat(this.calls).containsExactly("failed EXCEPTION", "end FINISHING");
		}
	}

	@EachThreadMode
	void callbacksGetTheResultAndTheException(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			await(context.getBean(Exports.class).valued(List.of("a"), null));
			assertThat(this.calls).containsExactly(List.of("a"));
			this.calls.clear();
			IOException failure = new IOException("444");
			await(context.getBean(Exports.class).valued(List.of(), failure));
			assertThat(this.calls).singleElement().isSameAs(failure);
		}
	}

	@EachThreadMode
	void callbacksGetTheHandle(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			ThreadWrapper<Integer> thread = context.getBean(Exports.class).handled(1);
			await(thread);
			assertThat(this.calls).containsExactly("handle", thread, "end", thread);
			this.calls.clear();
			ThreadWrapper<Integer> failed = context.getBean(Exports.class).handled(0);
			await(failed);
			assertThat(this.calls).containsExactly("handle", failed, "end", failed);
		}
	}

	@EachThreadMode
	void callbacksGetBoth(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			ThreadWrapper<Integer> thread = context.getBean(Exports.class).both(1);
			await(thread);
			assertThat(this.calls).containsExactly(1, thread);
			this.calls.clear();
			ThreadWrapper<Integer> failed = context.getBean(Exports.class).both(0);
			await(failed);
			assertThat(this.calls).containsExactly(failed.getException(), failed);
		}
	}

	@EachThreadMode
	void callbacksOfAnotherBeanGoThroughItsProxy(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			await(context.getBean(Exports.class).mailed());
			assertThat(this.calls.take()).isEqualTo("clean up");
			assertThat(this.calls.take().toString()).startsWith("sent x in send-");
		}
	}

	@EachThreadMode
	void callbacksOfAMethodOfNothingTakeNothingOrTheHandle(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			context.getBean(Exports.class).nothing();
			assertThat(this.calls.take()).isEqualTo("handle");
			ThreadWrapper<?> thread = (ThreadWrapper<?>) this.calls.take();
			await(thread);
			assertThat(this.calls).containsExactly("end FINISHING");
		}
	}

	@EachThreadMode
	void callbacksAreCalledWhenTheFutureEnds(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			CompletableFuture<String> inner = new CompletableFuture<>();
			CompletableFuture<String> outer = context.getBean(Exports.class).later(inner);
			assertThat(outer).isNotDone();
			assertThat(this.calls).isEmpty();
			inner.complete("late");
			assertThat(outer.get()).isEqualTo("late");
			assertThat(this.calls.take()).isEqualTo("late");
		}
	}

	@EachThreadMode
	void aCallbackThatThrowsIsKeptAndStopsNoOther(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = start(mode)) {
			ThreadWrapper<String> thread = context.getBean(Exports.class).broken();
			await(thread);
			assertThat(thread.getResult()).isEqualTo("result");
			assertThat(thread.getCallbackErrors()).singleElement()
				.isInstanceOf(IOException.class)
				.hasToString("java.io.IOException: callback");
			assertThat(this.calls).containsExactly("end FINISHING");
		}
	}

	@Test
	void aFailureThatTheCallbackDoesNotTakeIsLogged() throws Exception {
		List<String> log = LogLines.of(CallbackMethod.class.getName(), () -> {
			try (AnnotationConfigApplicationContext context = start(ThreadMode.PLATFORM)) {
				ThreadWrapper<String> thread = context.getBean(Exports.class).narrow();
				await(thread);
				return thread.getCallbackErrors();
			}
		});
		assertThat(this.calls).isEmpty();
		assertThat(log).singleElement()
			.asString()
			.matches(
					"WARN Task 'narrow-\\d+' failed, and onFail is not called: onlyIo\\(IOException\\) does not take it");
	}

	@Test
	void aResultThatTheCallbackDoesNotTakeIsAnErrorOfTheCallback() throws Exception {
		try (AnnotationConfigApplicationContext context = start(ThreadMode.PLATFORM)) {
			ThreadWrapper<@Nullable Integer> thread = context.getBean(Exports.class).nullForInt();
			await(thread);
			assertThat(thread.getCallbackErrors()).singleElement()
				.isInstanceOf(IllegalArgumentException.class)
				.hasToString(
						"java.lang.IllegalArgumentException: Callback aNumber(int) of task '%s' does not take the result null"
							.formatted(thread.getName()));
		}
	}

	@SuppressWarnings({ "NullAway", "UnusedMethod", "UnusedVariable" }) // callbacks are
																		// found by their
																		// names
	static class Exports {

		private final BlockingQueue<Object> calls;

		Exports(BlockingQueue<Object> calls) {
			this.calls = calls;
		}

		private void note(String what) {
			this.calls.add(what + " " + ThreadWrapper.current().getExecutionState());
		}

		@Background(onSuccess = "done", onFail = "failed", onEnd = "end")
		public ThreadWrapper<String> plain(boolean failing) throws IOException {
			if (failing) {
				throw new IOException();
			}
			return ThreadWrapper.completed("plain");
		}

		private void done() {
			note("done");
		}

		protected void failed() {
			note("failed");
		}

		void end() {
			note("end");
		}

		@Background(onSuccess = "list", onFail = "exception")
		public ThreadWrapper<List<String>> valued(List<String> result, @Nullable Exception failure) throws Exception {
			if (failure != null) {
				throw failure;
			}
			return ThreadWrapper.completed(result);
		}

		private void list(Collection<? extends CharSequence> result) {
			this.calls.add(result);
		}

		void list(String unfit) {
			this.calls.add(unfit);
		}

		private void exception(Exception failure) {
			this.calls.add(failure);
		}

		@Background(onSuccess = "handle", onFail = "handle", onEnd = "handleAtEnd")
		public ThreadWrapper<Integer> handled(int divisor) {
			return ThreadWrapper.completed(1 / divisor);
		}

		private void handle(ThreadWrapper<?> thread) {
			this.calls.addAll(List.of("handle", thread));
		}

		private void handleAtEnd(ThreadWrapper<?> thread) {
			assertThat(thread.getExecutionState()).isEqualTo(ExecutionState.FINISHING);
			this.calls.addAll(List.of("end", thread));
		}

		@Background(onSuccess = "number", onFail = "exception2")
		public ThreadWrapper<Integer> both(int divisor) {
			return ThreadWrapper.completed(1 / divisor);
		}

		private void number(int result, ThreadWrapper<?> thread) {
			this.calls.addAll(List.of(result, thread));
		}

		private void exception2(Throwable failure, ThreadWrapper<?> thread) {
			this.calls.addAll(List.of(failure, thread));
		}

		@Background(onSuccess = "mailer#send", onEnd = "mailer#cleanUp")
		public ThreadWrapper<String> mailed() {
			return ThreadWrapper.completed("x");
		}

		@Background(onSuccess = "handle", onEnd = "end")
		public void nothing() {
		}

		@Background(onSuccess = "text")
		public CompletableFuture<String> later(CompletableFuture<String> future) {
			return future;
		}

		private void text(Object text) {
			this.calls.add(text);
		}

		@Background(onSuccess = "throwing", onEnd = "end")
		public ThreadWrapper<String> broken() {
			return ThreadWrapper.completed("result");
		}

		private static void throwing(String result) throws IOException {
			throw new IOException("callback");
		}

		@Background(onFail = "onlyIo")
		public ThreadWrapper<String> narrow() {
			throw new IllegalStateException("444");
		}

		private void onlyIo(IOException failure) {
			this.calls.add(failure);
		}

		@Background(onSuccess = "aNumber")
		public ThreadWrapper<@Nullable Integer> nullForInt() {
			return ThreadWrapper.completed(null);
		}

		private void aNumber(int result) {
			this.calls.add(result);
		}

	}

	static class Mailer {

		private final BlockingQueue<Object> calls;

		Mailer(BlockingQueue<Object> calls) {
			this.calls = calls;
		}

		@Background
		public void send(String text) {
			this.calls.add("sent " + text + " in " + Thread.currentThread().getName());
		}

		public void cleanUp() {
			this.calls.add("clean up");
		}

	}

}
