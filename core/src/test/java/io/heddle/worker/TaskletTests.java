package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One task that runs once (T178, T179, T181).
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class TaskletTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<String> answers = Collections.synchronizedList(new ArrayList<>());

	@EachThreadMode
	void t178ItRunsAfterThePause(ThreadMode mode) throws InterruptedException {
		ManualTicker ticker = new ManualTicker();
		Tasklet<Integer> tasklet = Tasklet.async(() -> 5)
			.mode(mode)
			.ticker(ticker)
			.pause(Duration.ofMillis(300))
			.callback((result, error) -> this.answers.add(result + " " + error))
			.start();
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofMillis(299));
		ticker.awaitSleepers(1);
		assertThat(tasklet.isFinished()).isFalse();
		assertThat(tasklet.result()).isNull();
		assertThat(tasklet.await(Duration.ZERO)).isFalse();
		ticker.advance(Duration.ofMillis(1));
		Eventually.holds(() -> this.answers.size() == 1);
		assertThat(tasklet.await(LONG)).isTrue();
		assertThat(tasklet.result()).isEqualTo(5);
		assertThat(tasklet.exception()).isNull();
		assertThat(this.answers).containsExactly("5 null");
	}

	@EachThreadMode
	void t179TheCallbackIsGivenResultAndErrorAlways(ThreadMode mode) throws InterruptedException {
		Tasklet<String> nothing = Tasklet.<String>async(() -> null)
			.mode(mode)
			.callback((result, error) -> this.answers.add(result + " " + error))
			.start();
		Eventually.holds(() -> this.answers.size() == 1);
		assertThat(this.answers).containsExactly("null null");
		assertThat(nothing.result()).isNull();
		assertThat(nothing.exception()).isNull();
		assertThat(nothing.isFinished()).isTrue();
	}

	@EachThreadMode
	void t181AnErrorIsKeptAndGivenToTheCallback(ThreadMode mode) throws InterruptedException {
		StackOverflowError failure = new StackOverflowError("deep");
		Tasklet<Integer> tasklet = Tasklet.<Integer>async(() -> {
			throw failure;
		}).mode(mode).name("deep").callback((result, error) -> {
			throw new IllegalStateException("a callback that fails");
		}).start();
		assertThat(tasklet.await(LONG)).isTrue();
		assertThat(tasklet.exception()).isSameAs(failure);
		assertThat(tasklet.result()).isNull();
		tasklet.callback((result, error) -> this.answers.add(result + " " + error));
		assertThat(this.answers).containsExactly("null java.lang.StackOverflowError: deep");
		assertThat(tasklet.toCompletableFuture()).isCompletedExceptionally();
		assertThat(tasklet).hasToString("Tasklet 'deep' finished");
	}

	@EachThreadMode
	void aCancellationInterruptsTheTaskAndHasOneWinner(ThreadMode mode) throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		Tasklet<Integer> tasklet = Tasklet.<Integer>async(() -> {
			inside.countDown();
			new CountDownLatch(1).await();
			return 1;
		}).mode(mode).callback((result, error) -> calls.getAndIncrement()).start();
		inside.await();
		assertThat(tasklet.cancel()).isTrue();
		assertThat(tasklet.cancel()).isFalse();
		assertThat(tasklet.exception()).isInstanceOf(CancellationException.class);
		assertThat(calls).hasValue(1);
	}

	@EachThreadMode
	void aCancellationEndsThePause(ThreadMode mode) {
		AtomicInteger runs = new AtomicInteger();
		ManualTicker ticker = new ManualTicker();
		Tasklet<Integer> tasklet = Tasklet.async(runs::incrementAndGet)
			.mode(mode)
			.ticker(ticker)
			.pause(Duration.ofDays(1))
			.start();
		ticker.awaitSleepers(1);
		assertThat(tasklet.cancel()).isTrue();
		ticker.awaitSleepers(0);
		assertThat(runs).hasValue(0);
	}

	@Test
	void aTaskletIsStartedOnce() throws InterruptedException {
		Tasklet<Integer> tasklet = Tasklet.async(() -> 1).start();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(tasklet::start)
			.withMessage("Tasklet 'tasklet' was started before: make another one");
		assertThat(tasklet.await(LONG)).isTrue();
	}

	@Test
	void aThreadThatCannotBeMadeIsTheError() {
		OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
		Tasklet<Integer> tasklet = Tasklet.async(() -> 1).threads(new ThreadSource() {
			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				throw failure;
			}
		}).callback((result, error) -> this.answers.add("told")).start();
		assertThat(tasklet.exception()).isSameAs(failure);
		assertThat(this.answers).containsExactly("told");
	}

	@Test
	void t181ASubprocessGivesItsResultOrItsError() throws Exception {
		assertThat(Tasklet.subprocess(() -> ProcessHandle.current().pid(), LONG))
			.isNotEqualTo(ProcessHandle.current().pid());
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> Tasklet.subprocess(() -> {
			throw new IllegalStateException("in the child");
		}, LONG)).withMessageContaining("in the child");
		assertThat(children()).isZero();
	}

	@Test
	void t182ASubprocessThatTakesTooLongIsGone() {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> Tasklet.subprocess(() -> {
			new CountDownLatch(1).await();
			return 1;
		}, Duration.ofMillis(500)));
		Eventually.holds(() -> children() == 0);
	}

	@Test
	void t184WhatCannotTravelIsSaidSo() {
		Object lock = new Object();
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> Tasklet.subprocess(() -> lock.hashCode(), LONG))
			.withMessageContaining("cannot travel");
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> Tasklet.subprocess(() -> new Object(), LONG))
			.withMessageContaining("java.lang.Object");
		assertThat(children()).isZero();
	}

	/** T185; the start of the JVM alone takes longer than that. */
	@Test
	void theStartOfTheProcessDoesNotCount() throws Exception {
		assertThat(Tasklet.subprocess(() -> 7, Duration.ofMillis(500))).isEqualTo(7);
	}

	private static long children() {
		return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
	}

}
