package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of a worker that is stopped by one of its own threads. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerInnerStopTests {

	private static final Duration SOON = Duration.ofMillis(50);

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess start(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.count(2).allowedTypes("io.heddle.worker.*").build();
		this.made.add(worker);
		worker.start();
		return worker;
	}

	private static int hang() throws InterruptedException {
		new CountDownLatch(1).await();
		return 0;
	}

	private static void assertCancelled(CompletableFuture<?> future) {
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> future.get(10, TimeUnit.SECONDS));
	}

	private static void assertStopped(WorkerProcess worker) {
		Eventually.holds(() -> worker.state() == WorkerState.STOPPED);
	}

	@ParameterizedTest
	@EnumSource
	void aStopInACallbackCancelsWhatIsLeftAfterItsLimit(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("callback").mode(mode));
		CompletableFuture<Integer> hangs = worker.send("hangs", WorkerInnerStopTests::hang);
		Eventually.holds(() -> worker.running() == 1);
		CompletableFuture<CompletableFuture<Integer>> waits = new CompletableFuture<>();
		CompletableFuture<Boolean> stopped = new CompletableFuture<>();
		worker.send("stops", () -> 1, (value, failure) -> {
			worker.send("hangs too", WorkerInnerStopTests::hang);
			waits.complete(worker.send("waits", () -> 1));
			stopped.complete(worker.stop(SOON));
		});
		assertThat(stopped.get(10, TimeUnit.SECONDS)).isFalse();
		assertCancelled(hangs);
		assertCancelled(waits.get(10, TimeUnit.SECONDS));
		assertStopped(worker);
		worker.start();
		assertThat(worker.<Integer>command(() -> 2)).isEqualTo(2);
	}

	@Test
	void aTaskThatStopsItsWorkerAndHangsIsCancelled() {
		WorkerProcess worker = start(WorkerProcess.builder("task").mode(WorkerMode.THREAD));
		assertCancelled(worker.send("stops", () -> {
			worker.stop(SOON);
			return hang();
		}));
		assertStopped(worker);
	}

	/** Whoever cancels it must not be who waits for it. */
	@ParameterizedTest
	@EnumSource
	void aCallbackMayWaitForWhatItsStopCancels(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("waits").mode(mode));
		CompletableFuture<Integer> hangs = worker.send("hangs", WorkerInnerStopTests::hang);
		Eventually.holds(() -> worker.running() == 1);
		CompletableFuture<String> seen = new CompletableFuture<>();
		worker.send("stops", () -> 1, (value, failure) -> {
			CompletableFuture<Integer> waits = worker.send("waits", () -> 1);
			worker.stop(Duration.ZERO);
			seen.complete(waits.handle((result, reason) -> String.valueOf(reason)).join());
		});
		assertThat(seen.get(10, TimeUnit.SECONDS)).contains("Task 'waits' was cancelled");
		assertCancelled(hangs);
		assertStopped(worker);
	}

	@Test
	void aStopInACallbackThatIsDoneInTimeCancelsNothing() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("done").mode(WorkerMode.THREAD));
		List<CompletableFuture<Integer>> sent = new ArrayList<>();
		CountDownLatch stopped = new CountDownLatch(1);
		worker.send("stops", () -> 1, (value, failure) -> {
			for (int i = 0; i < 10; i++) {
				sent.add(worker.send("task" + i, () -> 2));
			}
			worker.stop(Duration.ofDays(1));
			stopped.countDown();
		});
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertStopped(worker);
		assertThat(sent).hasSize(10).allSatisfy((future) -> assertThat(future).isCompletedWithValue(2));
	}

	/** A later stop may be in more of a hurry. */
	@Test
	void aCloseInACallbackCancelsAtOnce() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("hurry").mode(WorkerMode.THREAD));
		CompletableFuture<Integer> hangs = worker.send("hangs", WorkerInnerStopTests::hang);
		Eventually.holds(() -> worker.running() == 1);
		worker.send("stops", () -> 1, (value, failure) -> {
			worker.stop(Duration.ofDays(1));
			worker.close();
		});
		assertCancelled(hangs);
		Eventually.holds(() -> worker.state() == WorkerState.CLOSED);
	}

	/** Fault 12. */
	@Test
	void aStopForWhichThereIsNoThreadEndsWhatRunsNevertheless() {
		ThreadSource threads = ThreadSource.of(ThreadMode.PLATFORM);
		WorkerProcess worker = start(WorkerProcess.builder("poor").mode(WorkerMode.THREAD).threads(new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return threads.mode();
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (name.endsWith("-stop")) {
					throw new IllegalStateException("no thread");
				}
				return threads.newThread(name, body);
			}

		}));
		CompletableFuture<Integer> hangs = worker.send("hangs", WorkerInnerStopTests::hang);
		Eventually.holds(() -> worker.running() == 1);
		worker.send("stops", () -> 1, (value, failure) -> worker.stop(SOON));
		assertCancelled(hangs);
		assertStopped(worker);
	}

}
