package io.heddle.worker;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Fault case 47: what becomes of a worker whose child dies, hangs or talks nonsense. */
@Timeout(120)
@ExtendWith(NoLeakedThreads.class)
class WorkerCrashTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess start(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.allowedTypes("io.heddle.worker.*").restartBackoff(MILLI).build();
		this.made.add(worker);
		worker.start();
		return worker;
	}

	private static <R> R get(CompletableFuture<R> future) throws Exception {
		return future.get(30, TimeUnit.SECONDS);
	}

	private static Throwable failure(CompletableFuture<?> future) throws Exception {
		try {
			return new AssertionError("No failure but " + get(future));
		}
		catch (ExecutionException ex) {
			return Objects.requireNonNull(ex.getCause());
		}
	}

	private static String hang() throws InterruptedException {
		new CountDownLatch(1).await();
		return "never";
	}

	/** The issue: a hundred times; here as often as is said. */
	@Test
	void aChildThatIsKilledInTheMiddleOfATaskFailsThatTaskOnly() throws Exception {
		int rounds = Integer.getInteger("heddle.worker.kills", 8);
		WorkerProcess worker = start(WorkerProcess.builder("killed"));
		List<Long> pids = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			long pid = worker.<Long>command(() -> ProcessHandle.current().pid());
			pids.add(pid);
			assertThat(worker.pid()).isEqualTo(pid);
			CompletableFuture<String> hangs = worker.send("hangs", WorkerCrashTests::hang);
			CompletableFuture<Integer> next = worker.send("next", () -> 1);
			Eventually.holds(() -> worker.snapshot().counts().running() == 1);
			ProcessHandle.of(pid).orElseThrow().destroyForcibly();
			assertThat(failure(hangs)).isInstanceOfSatisfying(WorkerCrashedException.class, (crash) -> {
				assertThat(crash.pid()).isEqualTo(pid);
				assertThat(crash.exitCode()).isEqualTo(137);
				assertThat(crash).hasMessage("Task 'hangs' of worker 'killed' was lost with its child (pid " + pid
						+ "), which has ended with exit code 137: killed by signal 9");
			});
			assertThat(get(next)).isEqualTo(1);
		}
		assertThat(worker.stop()).isTrue();
		WorkerProcessSnapshot.Counts counts = worker.snapshot().counts();
		assertThat(counts.crashed()).isEqualTo(rounds);
		assertThat(counts.failed()).isEqualTo(rounds);
		assertThat(counts.done()).isEqualTo(2L * rounds);
		assertThat(counts.restarts()).isEqualTo(rounds);
		assertThat(pids).noneMatch((pid) -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
		assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
	}

	@Test
	void aChildThatIsKilledWhileItHasNothingToDoFailsNothing() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("idle"));
		long pid = worker.<Long>command(() -> ProcessHandle.current().pid());
		ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
		child.destroyForcibly();
		child.onExit().get(10, TimeUnit.SECONDS);
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		assertThat(worker.snapshot().counts().failed()).isZero();
		ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();
		Eventually.holds(() -> worker.snapshot().counts().restarts() == 2);
	}

	@Test
	void whatATaskDoesToItsJvmHappensThere() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("sad").heap(32 << 20));
		assertThat(failure(worker.send("exit", () -> {
			Runtime.getRuntime().exit(0);
			return "";
		}))).isInstanceOf(WorkerCrashedException.class).hasMessageEndingWith("has ended with exit code 0");
		assertThat(failure(worker.send("memory", () -> {
			List<byte[]> all = new ArrayList<>();
			while (all.size() < Integer.MAX_VALUE) {
				all.add(new byte[1 << 20]);
			}
			return all.size();
		}))).isInstanceOf(WorkerCrashedException.class)
			.hasMessageEndingWith("exit code 3, as after an OutOfMemoryError: raise 'heap'");
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		assertThat(worker.<Long>command(() -> Runtime.getRuntime().maxMemory())).isLessThanOrEqualTo(32 << 20);
	}

	@Test
	void whatATaskPrintsIsNoFrame() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("prints").environment(Map.of("GIVEN", "yes")));
		List<String> lines = ChildLog.of("prints", 4, () -> {
			assertThat(worker.<Integer>command(() -> {
				System.out.println("to the output");
				System.err.println("to the errors");
				System.out.print("x".repeat(ChildOutput.MAX_LINE + 1));
				return System.in.read();
			})).isEqualTo(-1);
			assertThat(worker.<String>command(() -> String.valueOf(System.getenv()
				.keySet()
				.stream()
				.filter((name) -> !name.startsWith("LC_")
						&& !List.of("LANG", "LANGUAGE", "PATH", "TZ", "GIVEN").contains(name))
				.count() + System.getenv("GIVEN")))).endsWith("yes").isEqualTo("0yes");
			worker.stop();
		});
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0)).matches("INFO \\[prints \\d+] to the output");
		assertThat(lines.get(1)).matches("INFO \\[prints \\d+] to the errors");
		assertThat(lines.get(3)).matches("INFO \\[prints \\d+] x");
	}

	@Test
	void aChildThatWritesBetweenTheFramesIsReplaced() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("nonsense"));
		assertThat(failure(worker.send("raw", () -> {
			try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
				out.write("hello, world".getBytes(StandardCharsets.UTF_8));
			}
			return hang();
		}))).isInstanceOf(WorkerCrashedException.class)
			.hasMessageContaining(
					"which was killed: Expected a frame but found 0x68656c6c, as if something else was printed");
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
	}

	@Test
	void aChildThatAnnouncesAnEndlessFrameIsReplaced() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("huge"));
		assertThat(failure(worker.send("raw", () -> {
			DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
			out.writeInt(Frames.MARK);
			out.writeInt(1 << 30);
			out.writeByte(FrameType.RESULT.code());
			out.flush();
			return hang();
		}))).isInstanceOf(WorkerCrashedException.class)
			.hasMessageContaining("A frame of 1073741824 bytes is more than 'max-frame-size' of 8388608");
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
	}

	/** T182. */
	@ParameterizedTest
	@EnumSource
	void aTaskThatTakesTooLongFailsAndTheNextOneRuns(WorkerMode mode) throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("slow").mode(mode).taskTimeout(Duration.ofMillis(300)));
		long before = worker.<Long>command(() -> ProcessHandle.current().pid());
		CompletableFuture<String> hangs = worker.send("hangs", WorkerCrashTests::hang);
		CompletableFuture<Long> next = worker.send("next", () -> ProcessHandle.current().pid());
		assertThat(failure(hangs)).isInstanceOf(TimeoutException.class)
			.hasMessage("Task 'hangs' of worker 'slow' took longer than PT0.3S: raise 'task-timeout'");
		assertThat(get(next) == before).isEqualTo(mode == WorkerMode.THREAD);
		assertThat(worker.snapshot().counts().timedOut()).isEqualTo(1);
	}

	@Test
	void aThreadThatIgnoresItsInterruptIsReplaced() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		ManualTicker ticker = new ManualTicker();
		WorkerProcess worker = start(WorkerProcess.builder("stubborn")
			.mode(WorkerMode.THREAD)
			.ticker(ticker)
			.taskTimeout(Duration.ofSeconds(1)));
		CompletableFuture<String> hangs = worker.send("hangs", () -> {
			while (end.getCount() > 0) {
				Thread.onSpinWait();
			}
			return "late";
		});
		Eventually.holds(() -> worker.snapshot().counts().running() == 1);
		CompletableFuture<Integer> next = worker.send("next", () -> 1);
		Eventually.holds(() -> {
			ticker.advance(Duration.ofSeconds(1));
			return hangs.isDone();
		});
		assertThat(failure(hangs)).isInstanceOf(TimeoutException.class);
		assertThat(get(next)).isEqualTo(1);
		assertThat(worker.snapshot().counts().restarts()).isEqualTo(1);
		assertThat(worker.activity().stop(Duration.ofSeconds(5)).describe())
			.isEqualTo("Worker 'stubborn' stopped: 0 tasks were cancelled, 1 threads have not ended");
		end.countDown();
		Eventually.holds(() -> worker.stop());
	}

	@Test
	void aChildIsReplacedAfterSoManyTasks() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("worn").maxTasksPerChild(2));
		List<Long> pids = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			pids.add(worker.<Long>command(() -> ProcessHandle.current().pid()));
		}
		assertThat(pids.get(0)).isEqualTo(pids.get(1)).isNotEqualTo(pids.get(2));
		assertThat(pids.get(2)).isEqualTo(pids.get(3));
		assertThat(worker.snapshot().counts().restarts()).isBetween(1L, 2L);
	}

	/** What a task has started ends with its child. */
	@Test
	void aChildThatIsCutOffTakesItsOwnChildrenAlong() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("family").taskTimeout(Duration.ofSeconds(1)));
		Path file = Files.createTempFile("family", ".pid");
		String name = file.toString();
		CompletableFuture<String> hangs = worker.send("hangs", () -> {
			Process sleep = new ProcessBuilder("sleep", "1000").inheritIO().start();
			Files.writeString(Path.of(name), Long.toString(sleep.pid()));
			return hang();
		});
		assertThat(failure(hangs)).isInstanceOf(TimeoutException.class);
		long grandchild = Long.parseLong(Files.readString(file));
		Files.delete(file);
		Eventually.holds(() -> ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).isEmpty());
	}

	@Test
	void aGrandchildThatHoldsTheOutputOpenDoesNotHoldUpTheAnswer() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("held"));
		long pid = worker.<Long>command(() -> ProcessHandle.current().pid());
		long grandchild = worker.<Long>command(() -> new ProcessBuilder("sleep", "1000").inheritIO().start().pid());
		CompletableFuture<String> hangs = worker.send("hangs", WorkerCrashTests::hang);
		CompletableFuture<Integer> next = worker.send("next", () -> 1);
		Eventually.holds(() -> worker.snapshot().counts().running() == 1);
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		try {
			assertThat(failure(hangs)).isInstanceOf(WorkerCrashedException.class)
				.hasMessageContaining("exit code 137: killed by signal 9");
			assertThat(get(next)).isEqualTo(1);
		}
		finally {
			ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

	/** Fault case 48. A process without a command has ended and waits to be reaped. */
	@Test
	void aChildEndsWithItsParent() throws Exception {
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WorkerParent.class.getName())
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = parent.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.startsWith("child ")) {
				line = output.readLine();
			}
			ProcessHandle child = ProcessHandle.of(Long.parseLong(String.valueOf(line).substring(6))).orElseThrow();
			parent.destroyForcibly();
			long began = System.nanoTime();
			Eventually.holds(() -> !child.isAlive() || child.info().command().isEmpty());
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
		}
		finally {
			parent.destroyForcibly();
		}
	}

	@Test
	void manyLivesLeaveNoFilesOpen() throws Exception {
		int lives = Integer.getInteger("heddle.worker.lives", 12);
		WorkerProcess worker = start(WorkerProcess.builder("lives"));
		long before = 0;
		for (int life = 0; life < lives; life++) {
			assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
			assertThat(worker.stop()).isTrue();
			if (life == 1) {
				before = openFiles();
			}
			worker.start();
		}
		worker.stop();
		assertThat(openFiles()).isLessThanOrEqualTo(before + 2);
	}

	private static long openFiles() throws Exception {
		Path directory = Path.of("/proc/self/fd");
		if (!Files.isDirectory(directory)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.count();
		}
	}

	@Test
	void itTellsOfItsChildren() throws Exception {
		WorkerProcess worker = start(WorkerProcess.builder("told").count(2));
		Eventually.holds(() -> worker.snapshot().children().stream().allMatch((child) -> child.state().equals("idle")));
		WorkerProcessSnapshot.Child child = worker.snapshot().children().get(1);
		assertThat(child.pid()).isPositive().isNotEqualTo(worker.pid());
		assertThat(child.startedAt()).isNotNull();
		if (Files.exists(Path.of("/proc/self/status"))) {
			assertThat(child.rss()).isGreaterThan(1 << 20);
		}
		assertThat(worker.snapshot().problem()).isNull();
		CompletableFuture<String> one = worker.send("one", WorkerCrashTests::hang);
		CompletableFuture<Integer> other = worker.send("other", () -> 1);
		assertThat(get(other)).isEqualTo(1);
		assertThat(one).isNotDone();
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> worker.configure((spec) -> spec.count(0)))
			.withMessage("'count' of worker 'told' must be from 1 to 1000 but was 0");
	}

}
