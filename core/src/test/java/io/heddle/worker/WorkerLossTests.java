package io.heddle.worker;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

/** What becomes of a worker that cannot have what it needs, or is ended from within. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerLossTests {

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess build(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.allowedTypes("io.heddle.worker.*").build();
		this.made.add(worker);
		return worker;
	}

	/** Refuses threads whose names are so. */
	private static ThreadSource without(Predicate<String> refused) {
		ThreadSource threads = ThreadSource.of(ThreadMode.PLATFORM);
		return new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return threads.mode();
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (refused.test(name)) {
					throw new IllegalStateException("no thread");
				}
				return threads.newThread(name, body);
			}

		};
	}

	private static Integer get(CompletableFuture<Integer> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	/** Fault 12. */
	@Test
	void aThreadThatCannotBeHadAtOnceComesLater() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		WorkerProcess worker = build(WorkerProcess.builder("late")
			.mode(WorkerMode.THREAD)
			.threads(without((name) -> name.equals("late-1") && asked.incrementAndGet() == 1)));
		worker.start();
		assertThat(get(worker.send("key", () -> 1))).isEqualTo(1);
		assertThat(worker.stop()).isTrue();
	}

	/** Fault 12. */
	@Test
	void aWorkerThatCanHaveNoThreadStopsAndMayBeStartedAgain() throws Exception {
		AtomicBoolean none = new AtomicBoolean(true);
		WorkerProcess worker = build(
				WorkerProcess.builder("none").mode(WorkerMode.THREAD).threads(without((name) -> none.get())));
		CompletableFuture<Integer> sent = worker.send("key", () -> 1);
		worker.start();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(sent));
		assertThat(worker.isAlive()).isFalse();
		none.set(false);
		worker.start();
		assertThat(get(worker.send("key", () -> 2))).isEqualTo(2);
	}

	/** Fault 12. */
	@Test
	void aTaskWhoseTimeCannotBeLimitedFails() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		WorkerProcess worker = build(WorkerProcess.builder("unlimited")
			.mode(WorkerMode.THREAD)
			.taskTimeout(Duration.ofSeconds(30))
			.threads(without((name) -> name.endsWith("-limits") && asked.incrementAndGet() == 1)));
		worker.start();
		CompletableFuture<Integer> first = worker.send("first", () -> 1);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(first))
			.withMessageContaining("no thread to limit its time");
		assertThat(get(worker.send("next", () -> 2))).isEqualTo(2);
	}

	@Test
	void whoClosesAfterACallbackHasClosedWaitsForTheEnd() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("inner").mode(WorkerMode.THREAD).count(2));
		worker.start();
		CompletableFuture<Integer> hangs = worker.send("hangs", () -> {
			new CountDownLatch(1).await();
			return 1;
		});
		CountDownLatch closed = new CountDownLatch(1);
		Eventually.holds(() -> worker.running() == 1);
		worker.send("closes", () -> 1, (value, failure) -> {
			worker.close();
			closed.countDown();
		});
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
		worker.close();
		assertThat(hangs).isCompletedExceptionally();
		assertThat(worker.state()).isEqualTo(WorkerState.CLOSED);
	}

	@Test
	void settingsAreChangedWithoutALock() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("settings").mode(WorkerMode.THREAD));
		worker.configure((spec) -> {
			CompletableFuture.runAsync(worker::start);
			Eventually.holds(worker::isAlive);
			return spec.count(2);
		});
		assertThat(worker.spec().count()).isEqualTo(2);
		assertThat(worker.isAlive()).isTrue();
	}

	/** The end of a child that is known already fails nothing afterwards. */
	@Test
	void aTaskThatFoundItsChildDeadIsRunByTheNextOne() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("dead").restartBackoff(Duration.ofMillis(800)));
		worker.start();
		worker.<Long>command(() -> ProcessHandle.current().pid());
		Deadly argument = new Deadly();
		worker.bind(Executor.class, argument);
		Deadly.target = worker.pid();
		assertThat(get(worker.send("key", WorkerTask.named("one")))).isEqualTo(1);
		assertThat(worker.snapshot().counts().crashed()).isZero();
	}

	/** It has left the queue, so it waits for no child for ever. */
	@Test
	void aTaskThatFoundItsChildDeadFailsIfThereIsNoOther() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		WorkerProcess worker = build(WorkerProcess.builder("last")
			.restartBackoff(Duration.ofMillis(1))
			.threads(without((name) -> name.startsWith("last-output") && asked.incrementAndGet() > 1)));
		worker.start();
		worker.<Long>command(() -> ProcessHandle.current().pid());
		Deadly argument = new Deadly();
		worker.bind(Executor.class, argument);
		Deadly.target = worker.pid();
		CompletableFuture<Integer> sent = worker.send("key", WorkerTask.named("one"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(sent))
			.withCauseInstanceOf(WorkerCrashedException.class)
			.withMessageContaining("Task 'key' of worker 'last' could not be given to a child: no child of worker "
					+ "'last' can be started");
	}

	/** A child of which nobody knew when it was to end does not hold up the end. */
	@Test
	void aChildThatIsStartedDuringAStopIsKilled() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		WorkerProcess worker = build(WorkerProcess.builder("slow")
			.jvmArgs("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:0")
			.threads(without((name) -> {
				if (name.startsWith("slow-output")) {
					begun.countDown();
					awaitQuietly(gate);
				}
				return false;
			})));
		worker.start();
		begun.await();
		Thread.currentThread().interrupt();
		assertThat(worker.stop(Duration.ZERO)).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		gate.countDown();
		Eventually.holds(() -> worker.state() == WorkerState.STOPPED);
		assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
	}

	private static void awaitQuietly(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A child that cannot be heard leaves neither a process nor a file. */
	@Test
	void aStartThatFailsHalfWayLeavesNothing() throws Exception {
		String classPath = System.getProperty("java.class.path");
		long before = classPathFiles();
		System.setProperty("java.class.path", classPath + ":" + "x".repeat(31_000));
		try {
			WorkerProcess worker = build(
					WorkerProcess.builder("deaf").threads(without((name) -> name.startsWith("deaf-output"))));
			worker.start();
			Eventually.holds(() -> worker.snapshot().problem() != null);
			worker.close();
		}
		finally {
			System.setProperty("java.class.path", classPath);
		}
		assertThat(classPathFiles()).isEqualTo(before);
		Eventually.holds(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
	}

	private static long classPathFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().matches("heddle-worker.*args")).count();
		}
	}

	/** Kills a process whenever it travels. */
	public static final class Deadly implements Serializable {

		private static final long serialVersionUID = 1L;

		private static volatile long target;

		private void writeObject(ObjectOutputStream out) throws IOException {
			out.defaultWriteObject();
			long pid = target;
			target = 0;
			if (pid != 0) {
				ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
				child.destroyForcibly();
				child.onExit().join();
			}
		}

	}

	/** Is made with something deadly. */
	public static final class Executor {

		public Executor(Deadly argument) {
			assertThat(argument).isNotNull();
		}

		public int one() {
			return 1;
		}

	}

}
