package io.heddle.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Fault case 47: what may travel between a worker and its child, and what may not. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerTrustTests {

	private static final WorkerProcess WORKER = WorkerProcess.builder("strict")
		.allowedTypes("io.heddle.worker.WorkerTrustTests")
		.maxFrameSize(100_000)
		.build();

	private static final Parcels STRICT = new Parcels(new AllowedTypes(List.of()), 1 << 20, null);

	@BeforeAll
	static void start() {
		WORKER.start();
		assertThat(WORKER.<Integer>command(() -> 1)).isEqualTo(1);
	}

	@AfterAll
	static void close() {
		WORKER.close();
	}

	private static byte[] raw(Object value) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(value);
		}
		return bytes.toByteArray();
	}

	@Test
	void valueTypesOfTheJdkTravel() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("list", List.of(1, 2L, 3.0, 'c', true, (byte) 1));
		map.put("big", new BigDecimal("1.5"));
		map.put("time", List.of(Instant.EPOCH, LocalDate.of(2026, 11, 1), Duration.ofDays(1)));
		map.put("set", new HashSet<>(Set.of("a", "b")));
		map.put("tree", new TreeMap<>(Map.of("a", TimeUnit.DAYS)));
		map.put("concurrent", new ConcurrentHashMap<>(Map.of(1, UUID.randomUUID())));
		map.put("wrapped", Collections.unmodifiableList(new ArrayList<>(Arrays.asList("x", null))));
		map.put("array", List.of("a").toArray(new String[0]).length);
		assertThat(STRICT.unpack(STRICT.pack(map))).isEqualTo(map);
		assertThat((int[]) STRICT.unpack(STRICT.pack(new int[1000]))).hasSize(1000);
		assertThat(STRICT.unpack(STRICT.pack(new IllegalStateException("x", new IOException("y")))))
			.isInstanceOf(IllegalStateException.class);
	}

	@Test
	void whatIsNotAllowedIsRefusedByBothSides() throws Exception {
		Gadget.RUNS.set(0);
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.pack(new Gadget()))
			.withMessage("io.heddle.worker.WorkerTrustTests$Gadget may not travel: name it in 'allowed-types'");
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(raw(new Gadget())))
			.withMessage("io.heddle.worker.WorkerTrustTests$Gadget may not travel: name it in 'allowed-types'");
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(raw(new PriorityQueue<>(List.of(1)))))
			.withMessageStartingWith("java.util.PriorityQueue may not travel");
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(raw(new Gadget[1])))
			.withMessageContaining("Gadget may not travel");
		WorkerTask<Integer> lambda = () -> 1;
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(raw(lambda)))
			.withMessage("io.heddle.worker.WorkerTrustTests may not travel: name it in 'allowed-types'");
		assertThat(Gadget.RUNS).hasValue(0);
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(raw(new Gadget())))) {
			assertThat(in.readObject()).isNotNull();
		}
		assertThat(Gadget.RUNS).as("what would have run").hasValue(1);
	}

	@Test
	void aBombOfSetsInSetsDoesNotExplode() throws Exception {
		Set<Object> root = new HashSet<>();
		Set<Object> one = root;
		Set<Object> other = new HashSet<>();
		for (int depth = 0; depth < 22; depth++) {
			Set<Object> nextOne = new HashSet<>();
			Set<Object> nextOther = new HashSet<>();
			nextOne.add("x");
			one.add(nextOne);
			one.add(nextOther);
			other.add(nextOne);
			other.add(nextOther);
			one = nextOne;
			other = nextOther;
		}
		byte[] bomb = raw(root);
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(bomb))
			.withMessage("objects lie in each other more than 16 deep");
	}

	@Test
	void anArrayThatIsLongerThanWhatWasSentIsNotMade() throws Exception {
		byte[] bytes = raw(new long[1]);
		int length = bytes.length - Long.BYTES - Integer.BYTES;
		bytes[length] = 0x7f;
		assertThatIllegalArgumentException().isThrownBy(() -> STRICT.unpack(bytes))
			.withMessageMatching("arrays of \\d+ bytes are more than what was sent");
	}

	@Test
	void aChildThatIsSentAnythingBeforeHelloEnds() throws Exception {
		Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WorkerMain.class.getName())
			.redirectErrorStream(true)
			.start();
		ChildSettings settings = new ChildSettings("early", 1024, new AllowedTypes(List.of()));
		try (Frames frames = new Frames(child.getInputStream(), child.getOutputStream(), 1024)) {
			frames.write(FrameType.RUN, settings.toBytes());
			assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.contains("A child expects HELLO first but was sent RUN");
			assertThat(child.waitFor()).isEqualTo(70);
		}
		finally {
			child.destroyForcibly();
		}
	}

	/** Bounded memory and a bounded log. */
	@Test
	void aFloodOfLinesIsCut() throws Exception {
		List<String> lines = ChildLog.of("flood", ChildOutput.MAX_LINES + 1, () -> {
			try (WorkerProcess worker = WorkerProcess.builder("flood")
				.allowedTypes("io.heddle.worker.*")
				.ticker(new ManualTicker())
				.build()) {
				worker.start();
				worker.<Integer>command(() -> {
					for (int i = 0; i < 3 * ChildOutput.MAX_LINES; i++) {
						System.out.println("line " + i);
					}
					return 1;
				});
				worker.stop();
			}
		});
		assertThat(lines).hasSize(ChildOutput.MAX_LINES + 1);
		assertThat(lines.get(ChildOutput.MAX_LINES)).startsWith("WARN")
			.contains("%d more lines were left out".formatted(2 * ChildOutput.MAX_LINES));
	}

	@Test
	void aTaskThatCannotTravelIsRefusedWhenItIsSent() {
		Object lock = new Object();
		assertThatIllegalArgumentException().isThrownBy(() -> WORKER.send("a", () -> lock.toString()))
			.withMessage(
					"A task of worker 'strict' cannot travel: java.lang.Object is not serializable (heddle.worker.strict)");
		byte[] large = new byte[100_001];
		assertThatIllegalArgumentException().isThrownBy(() -> WORKER.send("a", () -> large.length))
			.withMessageContaining("it has more than 'max-frame-size' of 100000 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> WORKER.bind(ProcessBuilder.class))
			.withMessageContaining("java.lang.ProcessBuilder may not travel: name it in 'allowed-types'");
		assertThat(WORKER.<Integer>command(() -> 1)).isEqualTo(1);
	}

	/** T184. */
	@Test
	void aResultThatCannotTravelFailsItsTaskAndTheChildLivesOn() {
		long pid = WORKER.<Long>command(() -> ProcessHandle.current().pid());
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> WORKER.<Object>command(() -> new Object()))
			.withMessageContaining(
					"The result of a task of worker 'strict' cannot travel: java.lang.Object is not serializable");
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> WORKER.<Object>command(() -> new PriorityQueue<>(List.of(1))))
			.withMessageContaining("java.util.PriorityQueue may not travel: name it in 'allowed-types'");
		assertThatExceptionOfType(RemoteTaskException.class)
			.isThrownBy(() -> WORKER.<byte[]>command(() -> new byte[100_001]))
			.withMessageContaining("it has more than 'max-frame-size' of 100000 bytes");
		assertThat(WORKER.<Long>command(() -> ProcessHandle.current().pid())).isEqualTo(pid);
	}

	@Test
	void anExceptionThatMayNotTravelIsToldInWords() {
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> WORKER.<Object>command(() -> {
			throw new Foreign();
		})).satisfies((thrown) -> {
			assertThat(thrown.type()).isEqualTo(Foreign.class.getName());
			assertThat(thrown.message()).isNull();
			assertThat(thrown).hasCauseInstanceOf(RemoteTaskException.class);
			assertThat(thrown.getCause()).hasMessage("java.lang.IllegalStateException: inner");
		});
		assertThatExceptionOfType(RemoteTaskException.class).isThrownBy(() -> WORKER.<Object>command(() -> {
			throw new IllegalStateException("x".repeat(1_000_000));
		})).satisfies((thrown) -> assertThat(thrown.message()).hasSize(16_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.acme.Order", "com.acme.*", "com.acme.**", "com.acme.Order$Line" })
	void aPatternNamesAClassOrAPackage(String pattern) {
		assertThat(AllowedTypes.isPattern(pattern)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "**", "com.*.acme", "com.acme.", "com.acme.***", "!com.acme", "com acme",
			"com;java.**" })
	void anythingElseIsRefused(String pattern) {
		assertThat(AllowedTypes.isPattern(pattern)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> WorkerSpec.of("a").allowedTypes(List.of(pattern)))
			.withMessageStartingWith("'allowed-types' of worker 'a' must be names of classes");
	}

	@Test
	void aPackageIsWithoutThoseBelowUnlessTheyAreMeant() {
		assertThat(new AllowedTypes(List.of("io.heddle.*")).allows(WorkerTrustTests.class)).isFalse();
		assertThat(new AllowedTypes(List.of("io.heddle.worker.*")).allows(WorkerTrustTests.class)).isTrue();
		assertThat(new AllowedTypes(List.of("io.heddle.**")).allows(WorkerTrustTests.class)).isTrue();
		assertThat(new AllowedTypes(List.of("io.heddle.work.**")).allows(WorkerTrustTests.class)).isFalse();
		assertThat(new AllowedTypes(List.of("io.heddle.worker.WorkerTrustTests")).allows(Gadget[][].class)).isTrue();
		assertThat(new AllowedTypes(List.of()).allows(Runtime.class)).isFalse();
		assertThat(new AllowedTypes(List.of()).allows(int[].class)).isTrue();
	}

	/** Runs something when it is read. */
	private static final class Gadget implements Serializable {

		private static final long serialVersionUID = 1L;

		private static final AtomicInteger RUNS = new AtomicInteger();

		private void readObject(ObjectInputStream in) {
			RUNS.incrementAndGet();
		}

	}

	/** An exception that nobody can read, and that does not even say what it is. */
	private static final class Foreign extends Exception {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings({ "serial", "unused" })
		private final Object notSerializable = new Object();

		Foreign() {
			super("secret", new IllegalStateException("inner"));
		}

		@Override
		public @Nullable String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

}
