package io.heddle.generator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class MultiThreadTests {

	private final CountDownLatch gate = new CountDownLatch(1);

	private static MultiThread group(String name, int count, ThreadMode mode, ThrowingRunnable target) {
		return new MultiThread(name, count, (index) -> target.run(), null, mode);
	}

	private static MultiThread started(MultiThread group) {
		group.start();
		return group;
	}

	/** Case T56. */
	@EachThreadMode
	void runsItsTargetInThreadsAndTellsWhetherTheyAreAlive(ThreadMode mode) {
		Queue<String> names = new ConcurrentLinkedQueue<>();
		MultiThread group = group("w" + mode, 3, mode, () -> {
			names.add(Thread.currentThread().getName());
			this.gate.await();
		});
		assertThat(group.isAlive()).isFalse();
		assertThat(group.completed()).isTrue();
		assertThat(group.hasError()).isFalse();
		assertThat(group.errors()).isEmpty();
		group.start();
		Eventually.holds(() -> names.size() == 3);
		assertThat(group.isAlive()).isTrue();
		assertThat(group.completed()).isFalse();
		assertThat(names).containsExactlyInAnyOrder("w" + mode + "_0", "w" + mode + "_1", "w" + mode + "_2");
		assertThat(group.getThreadNames()).containsExactly("w" + mode + "_0", "w" + mode + "_1", "w" + mode + "_2");
		this.gate.countDown();
		group.join();
		assertThat(group.isAlive()).isFalse();
		assertThat(group.completed()).isTrue();
		assertThat(group.getThreadNames()).isEmpty();
	}

	/** Case T58. */
	@Test
	void namesAreUniqueAndOneThreadIsCalledLikeItsGroup() {
		List<MultiThread> groups = List.of(new MultiThread("ok", 1, () -> {
		}), new MultiThread("ok", 1, () -> {
		}), new MultiThread("ok", 1, () -> {
		}));
		assertThat(groups).extracting(MultiThread::getName).containsExactly("ok", "ok_0", "ok_1");
		groups.forEach(MultiThread::start);
		assertThat(groups).allSatisfy((group) -> assertThat(group.getThreadNames()).containsExactly(group.getName()));
		groups.forEach(MultiThread::join);
	}

	@Test
	void aNameIsFreeAgainWhenItsGroupIsGarbage() {
		for (int i = 0; i < 3; i++) {
			new MultiThread("passing", 1, () -> {
			});
		}
		Eventually.holds(() -> {
			System.gc();
			return new MultiThread("passing", 1, () -> {
			}).getName().equals("passing");
		});
	}

	/** Cases T59 and T67. */
	@EachThreadMode
	void raisesTheFirstErrorAgainAndAgain(ThreadMode mode) {
		Queue<Error> thrown = new ConcurrentLinkedQueue<>();
		MultiThread group = started(group("failing", 3, mode, () -> {
			synchronized (thrown) {
				Error error = new AssertionError("number " + thrown.size());
				thrown.add(error);
			}
			throw thrown.iterator().next();
		}));
		Eventually.holds(() -> group.errors().size() == 3);
		Throwable first = group.errors().get(0);
		assertThat(group.hasError()).isTrue();
		assertThat(catchThrowable(group::checkAndRaiseError)).isSameAs(first);
		assertThat(catchThrowable(group::checkAndRaiseError)).isSameAs(first);
		assertThat(catchThrowable(group::join)).isSameAs(first);
	}

	@Test
	void joinWaitsForAllAndSuppressesTheOtherErrorsOnce() {
		CyclicBarrier together = new CyclicBarrier(3);
		MultiThread group = started(new MultiThread("failing", 3, (index) -> {
			together.await();
			throw new IllegalStateException("of " + index);
		}));
		Throwable raised = catchThrowable(group::join);
		assertThat(raised).isSameAs(group.errors().get(0));
		assertThat(raised.getSuppressed()).containsExactlyElementsOf(group.errors().subList(1, 3));
		assertThat(catchThrowable(group::join)).isSameAs(raised);
		assertThat(raised.getSuppressed()).hasSize(2);
	}

	@Test
	void aCheckedErrorIsTheCauseOfWhatIsRaised() {
		IOException checked = new IOException("no disk");
		MultiThread group = started(new MultiThread("io", 1, () -> {
			throw checked;
		}));
		assertThat(catchThrowable(group::join)).isInstanceOf(MultiThreadException.class).hasCause(checked);
		assertThat(catchThrowable(group::checkAndRaiseError)).isInstanceOf(MultiThreadException.class)
			.hasCause(checked);
	}

	/** Case T61. */
	@Test
	void aGroupDoesNotKnowTheErrorsOfOthers() {
		MultiThread failing = started(new MultiThread("failing", 1, () -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(catchThrowable(failing::join)).isNotNull();
		MultiThread other = started(new MultiThread("other", 2, () -> {
		}));
		other.join();
		other.checkAndRaiseError();
		assertThat(other.hasError()).isFalse();
	}

	@Test
	void groupsMayShareTheirErrors() {
		ErrorState shared = new ErrorState();
		MultiThread failing = started(new MultiThread("failing", 1, (index) -> {
			throw new IllegalStateException("broken");
		}, shared, ThreadMode.PLATFORM));
		assertThat(catchThrowable(failing::join)).isNotNull();
		MultiThread other = new MultiThread("other", 1, (index) -> {
		}, shared, ThreadMode.PLATFORM);
		other.start();
		assertThat(catchThrowable(other::join)).hasMessage("broken");
		shared.clear();
		other.checkAndRaiseError();
	}

	/** Case T62. */
	@EachThreadMode
	void othersGoOnWhenOneFailsAndTheErrorIsSeenMeanwhile(ThreadMode mode) {
		AtomicInteger ended = new AtomicInteger();
		MultiThread group = new MultiThread("four", 4, (index) -> {
			if (index == 2) {
				throw new IllegalStateException("broken");
			}
			this.gate.await();
			ended.getAndIncrement();
		}, null, mode);
		group.start();
		Eventually.holds(group::hasError);
		assertThat(group.isAlive()).isTrue();
		this.gate.countDown();
		assertThat(catchThrowable(group::join)).hasMessage("broken");
		assertThat(ended).hasValue(3);
	}

	/** Case T64. */
	@Test
	void needsAThread() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MultiThread("none", 0, () -> {
		})).withMessageContaining("'threadCount' of 'none' must be at least 1 but was 0");
		assertThat(MultiThread.totalCpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
	}

	/** Case T65. */
	@EachThreadMode
	void isNotStartedWhileItRuns(ThreadMode mode) {
		AtomicInteger runs = new AtomicInteger();
		MultiThread group = started(group("once", 2, mode, () -> {
			runs.getAndIncrement();
			this.gate.await();
		}));
		assertThatIllegalStateException().isThrownBy(group::start)
			.withMessage("Threads '%s' are running: join them before the next start", group.getName());
		this.gate.countDown();
		group.join();
		assertThat(runs).hasValue(2);
	}

	/** Fault case 15. */
	@EachThreadMode
	void startedByManyAtTheSameTimeItRunsOnce(ThreadMode mode) throws InterruptedException {
		AtomicInteger runs = new AtomicInteger();
		MultiThread group = group("contended", 1, mode, () -> {
			runs.getAndIncrement();
			this.gate.await();
		});
		AtomicInteger refused = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			crew.start(20, () -> {
				if (catchThrowable(group::start) != null) {
					refused.getAndIncrement();
				}
			});
			crew.join();
		}
		this.gate.countDown();
		group.join();
		assertThat(refused).hasValue(19);
		assertThat(runs).hasValue(1);
	}

	@EachThreadMode
	void mayBeStartedAgainAfterAnError(ThreadMode mode) {
		AtomicInteger runs = new AtomicInteger();
		MultiThread group = started(group("again", 1, mode, () -> {
			if (runs.incrementAndGet() == 1) {
				throw new IllegalStateException("broken");
			}
		}));
		assertThat(catchThrowable(group::join)).hasMessage("broken");
		assertThat(group.hasError()).isTrue();
		group.start();
		group.join();
		assertThat(group.hasError()).isFalse();
		assertThat(runs).hasValue(2);
	}

	@Test
	void joinWithALimitTellsWhetherAllHaveEnded() {
		MultiThread group = started(new MultiThread("slow", 1, this.gate::await));
		assertThat(group.join(Duration.ofMillis(20))).isFalse();
		assertThat(group.isAlive()).isTrue();
		this.gate.countDown();
		assertThat(group.join(Duration.ofSeconds(10))).isTrue();
		assertThat(group.join(Duration.ZERO)).isTrue();
	}

	@Test
	void anInterruptedJoinKeepsTheFlag() {
		MultiThread group = started(new MultiThread("slow", 1, this.gate::await));
		Thread.currentThread().interrupt();
		assertThat(catchThrowable(group::join)).isInstanceOf(MultiThreadException.class)
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		this.gate.countDown();
		group.join();
	}

	@Test
	void aThreadCannotJoinItself() {
		Queue<MultiThread> itself = new ConcurrentLinkedQueue<>();
		MultiThread group = new MultiThread("self", 1, () -> itself.element().join());
		itself.add(group);
		group.start();
		assertThat(catchThrowable(group::join)).isInstanceOf(IllegalStateException.class)
			.hasMessage("Thread 'self' cannot join itself");
	}

	@Test
	void threadsHaveTheLoggingContextOfWhoStartsThem() {
		Queue<@Nullable String> seen = new ConcurrentLinkedQueue<>();
		MDC.put("request", "42");
		try {
			started(new MultiThread("logging", 1, () -> seen.add(String.valueOf(MDC.get("request"))))).join();
		}
		finally {
			MDC.clear();
		}
		assertThat(seen).containsExactly("42");
	}

	@Test
	void keepsTheFirstThousandErrorsAndCountsAll() {
		ErrorState state = new ErrorState();
		for (int i = 0; i < 1500; i++) {
			state.add(new IllegalStateException("number " + i));
		}
		assertThat(state.errors()).hasSize(ErrorState.MAX_KEPT);
		assertThat(state.count()).isEqualTo(1500);
	}

	@Test
	void aJoinWaitsForThreadsThatAreBeingStarted() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger runs = new AtomicInteger();
		ThreadErrors errors = new ThreadErrors(new ErrorState(), FatalErrorHandler.logging());
		MultiThread threads = new MultiThread("slow", new Duty((index) -> runs.incrementAndGet(), errors::record),
				errors, slow(gate));
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(threads::start);
			Eventually.holds(() -> !threads.getThreadNames().isEmpty());
			AtomicInteger seen = new AtomicInteger();
			Thread joiner = crew.start(() -> {
				threads.join();
				seen.set(runs.get());
			});
			Eventually.isParked(joiner);
			assertThat(threads.join(Duration.ZERO)).isFalse();
			gate.countDown();
			crew.join();
			assertThat(seen).hasValue(1);
		}
	}

	/** Whoever starts its threads waits before. */
	private static ThreadSource slow(CountDownLatch gate) {
		return new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				return new Thread(body, name) {

					@Override
					@SuppressWarnings("UnsynchronizedOverridesSynchronized") // as a slow
																				// system
					public void start() {
						try {
							gate.await();
						}
						catch (InterruptedException ex) {
							throw new IllegalStateException(ex);
						}
						super.start();
					}

				};
			}

		};
	}

}
