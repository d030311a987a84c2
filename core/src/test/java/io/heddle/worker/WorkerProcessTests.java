package io.heddle.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is the same in threads and in child processes. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerProcessTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration NEVER = Duration.ofSeconds(-1);

	private final ManualTicker ticker = new ManualTicker();

	private final List<WorkerProcess> made = new ArrayList<>();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@AfterEach
	void closeAll() {
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess start(WorkerMode mode) {
		return start(WorkerProcess.builder("machine").mode(mode).ticker(this.ticker));
	}

	private WorkerProcess start(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.allowedTypes("io.heddle.worker.*").build();
		this.made.add(worker);
		worker.start();
		return worker;
	}

	/** A task that goes on until there is a file of that name. */
	private WorkerTask<String> gate(String name) {
		String file = this.directory.resolve(name).toString();
		return () -> {
			while (!Files.exists(Path.of(file))) {
				Thread.onSpinWait();
			}
			return name;
		};
	}

	private void open(String name) throws Exception {
		Files.createFile(this.directory.resolve(name));
	}

	private static <R extends @Nullable Object> R get(CompletableFuture<R> future) throws Exception {
		return future.get(20, TimeUnit.SECONDS);
	}

	/** T142, T151. */
	@ParameterizedTest
	@EnumSource
	void aNamedTaskCallsTheExecutor(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		worker.bind(Calculator.class, 1000);
		assertThat(get(worker.send("A", WorkerTask.<Integer>named("add", 1, 2)))).isEqualTo(3);
		assertThat(worker.<Integer>command(WorkerTask.named("meth", 1))).isEqualTo(1001);
		assertThat(worker.<String>command(WorkerTask.named("text", "a", 1))).isEqualTo("a1");
		worker.bind(Calculator.class, 2000);
		assertThat(worker.<Integer>command(WorkerTask.named("meth", 1))).isEqualTo(2001);
		boolean here = worker.<Long>command(WorkerTask.named("pid")) == ProcessHandle.current().pid();
		assertThat(here).isEqualTo(mode == WorkerMode.THREAD);
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> worker.<Integer>command(WorkerTask.named("meht", 1)))
			.withMessageContaining("no public method 'meht' for [java.lang.Integer]");
	}

	/** T143. */
	@SuppressWarnings("NullAway") // the result of a task may be null
	@ParameterizedTest
	@EnumSource
	void aTaskNeedsNoExecutor(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		int value = -3;
		assertThat(get(worker.send("B", () -> Math.abs(value)))).isEqualTo(3);
		assertThat(get(worker.<@Nullable Integer>send("B", () -> null))).isNull();
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> worker.<Integer>command(WorkerTask.named("add", 1, 2)))
			.withMessageContaining("Task 'add' has no executor: bind(..) one to the worker");
		worker.bind(Calculator.class);
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> worker.<Integer>command(WorkerTask.named("add", 1, 2)))
			.withMessageContaining("Task 'add' has no executor: it could not be made")
			.havingRootCause()
			.withMessageContaining("no public constructor for []");
	}

	/** T145. */
	@ParameterizedTest
	@EnumSource
	void aCommandComesAfterWhatIsQueued(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		Queue<String> order = new ConcurrentLinkedQueue<>();
		worker.send("slow", gate("slow"), (value, failure) -> order.add(value + failure));
		worker.send("next", () -> "next", (value, failure) -> order.add(value + failure));
		open("slow");
		order.add(worker.command(() -> "command"));
		assertThat(order).containsExactly("slownull", "nextnull", "command");
	}

	/** T146. */
	@ParameterizedTest
	@EnumSource
	void theSameTaskOfAKeyIsRunOnceForAll(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		Path counted = this.directory.resolve("counted");
		String file = counted.toString();
		worker.send("slow", gate("slow"));
		List<CompletableFuture<String>> answers = new ArrayList<>();
		Queue<String> called = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < 3; i++) {
			answers.add(worker.send("key",
					() -> Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND)
						.getFileName()
						.toString(),
					(value, failure) -> called.add(value + failure)));
		}
		CompletableFuture<String> other = worker.send("key", () -> "other");
		open("slow");
		for (CompletableFuture<String> answer : answers) {
			assertThat(get(answer)).isEqualTo("counted");
		}
		assertThat(get(other)).isEqualTo("other");
		assertThat(counted).hasContent("x");
		assertThat(called).containsExactly("countednull", "countednull", "countednull");
		assertThat(worker.snapshot().counts().joined()).isEqualTo(2);
	}

	/** T148. */
	@ParameterizedTest
	@EnumSource
	void aValueExpires(WorkerMode mode) {
		WorkerProcess worker = start(mode);
		AtomicInteger calls = new AtomicInteger();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> worker.get("a"))
			.withMessage("Worker 'machine' has no key 'a', it has []: add(..) it");
		assertThat(worker.<Object>getOrDefault("a", "none")).isEqualTo("none");
		worker.pause(SECOND);
		worker.add("a", () -> "value", Duration.ZERO, SECOND, (value) -> calls.incrementAndGet());
		worker.add("b", () -> "ever", Duration.ZERO, NEVER, (value) -> calls.incrementAndGet());
		assertThatExceptionOfType(DataExpiredException.class).isThrownBy(() -> worker.get("a"))
			.withMessage("Key 'a' of worker 'machine' has no value yet");
		assertThat(worker.<Object>getOrDefault("a", "none")).isEqualTo("none");
		this.ticker.advance(SECOND);
		Eventually.holds(() -> calls.get() == 2);
		this.ticker.advance(SECOND);
		assertThat(worker.<String>get("a")).isEqualTo("value");
		this.ticker.advance(Duration.ofNanos(1));
		assertThatExceptionOfType(DataExpiredException.class).isThrownBy(() -> worker.get("a"))
			.withMessageContaining("PT1.000000001S old, more than PT1S");
		this.ticker.advance(Duration.ofDays(1000));
		assertThat(worker.<String>get("b")).isEqualTo("ever");
		assertThat(worker.keys()).containsExactlyInAnyOrder("a", "b");
		worker.pop("a");
		assertThat(worker.keys()).containsExactly("b");
	}

	/** T149. */
	@ParameterizedTest
	@EnumSource
	void aPauseSilencesScheduledKeysOnly(WorkerMode mode) {
		WorkerProcess worker = start(mode);
		AtomicInteger calls = new AtomicInteger();
		worker.add("a", () -> 1, SECOND, NEVER, (value) -> calls.addAndGet(value));
		Eventually.holds(() -> calls.get() == 1);
		worker.pause(Duration.ofSeconds(3));
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(worker.<Integer>command(() -> 7)).isEqualTo(7);
		assertThat(worker.<Integer>command(() -> 8)).isEqualTo(8);
		assertThat(calls).hasValue(1);
		assertThat(worker.snapshot().pause()).isEqualTo(SECOND);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> calls.get() == 2);
	}

	@ParameterizedTest
	@EnumSource
	void theMostOverdueKeyIsFirstAndSentTasksTakeTurnsWithKeys(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		Queue<String> order = new ConcurrentLinkedQueue<>();
		worker.add("b", () -> "b", Duration.ofSeconds(2), NEVER, order::add);
		Eventually.holds(() -> order.size() == 1);
		worker.add("a", () -> "a", Duration.ofSeconds(3), NEVER, order::add);
		Eventually.holds(() -> order.size() == 2);
		CompletableFuture<String> slow = worker.send("slow", gate("slow"));
		Eventually.holds(() -> worker.snapshot().counts().running() == 1);
		List<CompletableFuture<String>> sent = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			String name = "sent" + i;
			sent.add(worker.send(name, () -> name, (value, failure) -> order.add(String.valueOf(value))));
		}
		this.ticker.advance(Duration.ofSeconds(10));
		open("slow");
		assertThat(get(slow)).isEqualTo("slow");
		for (CompletableFuture<String> one : sent) {
			get(one);
		}
		assertThat(order).startsWith("b", "a", "b", "sent0", "a", "sent1");
	}

	/** T155. */
	@ParameterizedTest
	@EnumSource
	void whatATaskThrowsArrivesWithTypeMessageAndStack(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		WorkerTask<String> bad = () -> {
			throw new IOException("no paper", new IllegalStateException("inner"));
		};
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> worker.command(bad))
			.withMessage("java.io.IOException: no paper")
			.satisfies((thrown) -> {
				assertThat(thrown.type()).isEqualTo("java.io.IOException");
				assertThat(thrown.message()).isEqualTo("no paper");
				assertThat(thrown.stack().get(0)).contains("WorkerProcessTests");
			})
			.havingCause()
			.isInstanceOf(IOException.class)
			.havingCause()
			.withMessage("inner");
		worker.add("bad", bad, Duration.ZERO, NEVER);
		Eventually.holds(() -> worker.snapshot().counts().failed() == 2);
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> worker.getOrDefault("bad", "none"))
			.withMessage("java.io.IOException: no paper");
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> worker.command(() -> {
			throw new AssertionError("an error");
		})).withMessage("java.lang.AssertionError: an error");
	}

	/** T154. */
	@ParameterizedTest
	@EnumSource
	void itStopsAndStartsAgain(WorkerMode mode) throws Exception {
		WorkerProcess worker = WorkerProcess.builder("machine")
			.mode(mode)
			.ticker(this.ticker)
			.allowedTypes("io.heddle.worker.*")
			.build();
		this.made.add(worker);
		CompletableFuture<String> early = worker.send("early", () -> "early");
		assertThat(worker.isAlive()).isFalse();
		assertThat(worker.pid()).isZero();
		worker.start();
		worker.start();
		assertThat(get(early)).isEqualTo("early");
		long pid = worker.pid();
		assertThat(worker.isAlive()).isTrue();
		assertThat(worker.stop()).isTrue();
		assertThat(worker.stop()).isTrue();
		assertThat(worker.isAlive()).isFalse();
		assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
			.isEqualTo(mode == WorkerMode.THREAD);
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThatIllegalStateException().isThrownBy(() -> worker.send("late", () -> 1))
			.withMessage("Worker 'machine' has been stopped: start it again");
		worker.start();
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		worker.close();
		assertThatIllegalStateException().isThrownBy(worker::start)
			.withMessage("Worker 'machine' has been closed: build another one");
	}

	@ParameterizedTest
	@EnumSource
	void aStopFinishesWhatItCanAndCancelsTheRest(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		CompletableFuture<String> endless = worker.send("endless", () -> {
			new CountDownLatch(1).await();
			return "never";
		});
		Eventually.holds(() -> worker.snapshot().counts().running() == 1);
		CompletableFuture<String> waits = worker.send("waits", () -> "never");
		assertThat(worker.activity().stop(Duration.ofMillis(20)).describe())
			.isEqualTo("Worker 'machine' stopped: 2 tasks were cancelled, 0 threads have not ended");
		assertThat(endless).isCompletedExceptionally();
		assertThat(endless.isCancelled()).isTrue();
		assertThat(waits.handle((value, failure) -> failure.toString()))
			.isCompletedWithValue(CancellationException.class.getName()
					+ ": Task 'waits' was cancelled: worker 'machine' was stopped before it began");
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	@ParameterizedTest
	@EnumSource
	void aCommandInACallbackIsRefused(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(mode);
		CompletableFuture<Object> inside = new CompletableFuture<>();
		worker.<Integer>send("a", () -> 1,
				(value, failure) -> inside.complete(catchThrowable(() -> worker.<Integer>command(() -> 2))));
		assertThat(get(inside)).isInstanceOf(IllegalStateException.class)
			.hasToString(
					"java.lang.IllegalStateException: A command in a thread of worker 'machine' would wait for itself: "
							+ "send(..) it");
	}

}
