package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Fault case 47: what becomes of a worker whose children cannot be started. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerHopelessTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final String WRONG = "-XX:+NoSuchOption";

	/** So many children can be heard. */
	private final AtomicInteger audible = new AtomicInteger();

	private final AtomicInteger starts = new AtomicInteger();

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess start(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.allowedTypes("io.heddle.worker.*").build();
		this.made.add(worker);
		worker.start();
		return worker;
	}

	/** One whose children cannot be started any more when so many have been. */
	private WorkerProcess.Builder deaf() {
		ThreadSource threads = ThreadSource.of(ThreadMode.PLATFORM);
		return WorkerProcess.builder("deaf").restartBackoff(MILLI).threads(new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return threads.mode();
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (name.startsWith("deaf-output")) {
					WorkerHopelessTests.this.starts.incrementAndGet();
					if (WorkerHopelessTests.this.audible.getAndDecrement() <= 0) {
						throw new IllegalStateException("no thread");
					}
				}
				return threads.newThread(name, body);
			}

		});
	}

	private static <R> R get(CompletableFuture<R> future) throws Exception {
		return future.get(30, TimeUnit.SECONDS);
	}

	@Test
	void aTaskWaitsForAChildAsLongAsATaskMayTake() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("broken")
			.jvmArgs(WRONG)
			.restartBackoff(Duration.ofSeconds(25))
			.taskTimeout(Duration.ofMillis(300)));
		CompletableFuture<Integer> waits = worker.send("waits", () -> 1);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(waits))
			.withCauseInstanceOf(TimeoutException.class)
			.withMessageContaining("Task 'waits' of worker 'broken' has waited longer than PT0.3S: no child of worker "
					+ "'broken' can be started: it has ended with exit code 1 and said '")
			.withMessageContaining("NoSuchOption");
		assertThat(worker.snapshot().problem()).contains("can be started");
		assertThat(worker.snapshot().children().get(0).state()).isIn("starting", "resting");
		CompletableFuture<Integer> next = worker.send("next", () -> 1);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> next.get(10, TimeUnit.SECONDS))
			.as("in time although the next start is much later")
			.withCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void aCommandFailsWhenChildrenCannotBeStarted() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("wrong").jvmArgs(WRONG).restartBackoff(MILLI));
		worker.add("key", () -> 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
		CompletableFuture<Integer> sent = worker.send("sent", () -> 1);
		assertThatExceptionOfType(WorkerCrashedException.class).isThrownBy(() -> worker.<Integer>command(() -> 1))
			.withMessageMatching(
					"A command of worker 'wrong' was not begun, \\d+ starts in a row have failed: no child "
							+ "of worker 'wrong' can be started: it has ended with exit code 1 and said '.*NoSuchOption.*'; "
							+ "look at 'jvm-args' and 'heap'")
			.satisfies((crash) -> {
				assertThat(crash.pid()).isPositive();
				assertThat(crash.exitCode()).isEqualTo(1);
			});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(sent))
			.withCauseInstanceOf(WorkerCrashedException.class);
		assertThat(worker.keys()).containsExactly("key");
		assertThatExceptionOfType(DataExpiredException.class).isThrownBy(() -> worker.get("key"));
		assertThatExceptionOfType(WorkerCrashedException.class).as("by the next start")
			.isThrownBy(() -> worker.<Integer>command(() -> 1));
	}

	@Test
	void aWorkerWithoutHopeGoesOnWhenAChildStarts() throws Exception {
		WorkerProcess worker = start(deaf());
		worker.add("key", () -> 3, Duration.ofMillis(10), Duration.ofSeconds(60));
		assertThatExceptionOfType(WorkerCrashedException.class).isThrownBy(() -> worker.<Integer>command(() -> 1))
			.withMessageContaining("it could not be started");
		assertThat(this.starts).hasValueGreaterThanOrEqualTo(ChildDoer.HOPELESS);
		this.audible.set(1);
		Eventually.holds(() -> worker.getOrDefault("key", 0) == 3);
		assertThat(worker.<Integer>command(() -> 2)).isEqualTo(2);
		assertThat(worker.snapshot().problem()).isNull();
	}

	@Test
	void tasksWaitForTheChildThatThereIs() throws Exception {
		this.audible.set(1);
		WorkerProcess worker = start(deaf().count(2));
		Eventually.holds(() -> worker.ready() == 1);
		CompletableFuture<Integer> hangs = worker.send("hangs", () -> {
			new CountDownLatch(1).await();
			return 0;
		});
		Eventually.holds(() -> worker.running() == 1);
		CompletableFuture<Integer> waits = worker.send("waits", () -> 1);
		int before = this.starts.get();
		Eventually.holds(() -> this.starts.get() > Math.max(before, ChildDoer.HOPELESS + 1));
		assertThat(waits).isNotDone();
		assertThat(worker.snapshot().problem()).isNotNull();
		assertThat(hangs).isNotDone();
	}

}
