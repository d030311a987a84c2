package io.heddle.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Fault case 47: what one frame may cost its receiver, and that honest ones pass. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class TypeFilterTests {

	private static final int MANY = 100_000;

	private static final int MILLION = 1_000_000;

	private static final Parcels PARCELS = new Parcels(
			new AllowedTypes(List.of("java.util.PriorityQueue", "io.heddle.worker.TypeFilterTests")), 16 << 20, null);

	private static Stream<Named<Object>> honest() {
		List<Integer> numbers = IntStream.range(0, MANY).boxed().toList();
		Map<Integer, Integer> map = numbers.stream()
			.collect(Collectors.toMap(Function.identity(), Function.identity()));
		Map<@Nullable Integer, @Nullable Integer> sparse = new HashMap<>(16, 0.25f);
		numbers.subList(0, 70_000).forEach((number) -> sparse.put(number, null));
		long[] bits = new long[MANY];
		Arrays.fill(bits, -1);
		return Stream
			.of(new HashMap<>(map), new LinkedHashMap<>(map), new ConcurrentHashMap<>(map), new TreeMap<>(map),
					new HashSet<>(numbers), new LinkedHashSet<>(numbers), new ArrayList<>(numbers), numbers,
					Set.copyOf(numbers), Map.copyOf(map), Arrays.asList(numbers.toArray()), new ArrayDeque<>(numbers),
					new PriorityQueue<>(numbers), new CopyOnWriteArrayList<>(numbers), List.of(numbers, sparse),
					new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1, DayOfWeek.SUNDAY, 2)), new long[MILLION],
					new byte[MILLION], new double[1000][1000], new @Nullable Object[MILLION],
					new ArrayList<>(Collections.nCopies(MILLION, (Integer) null)), BitSet.valueOf(bits))
			.map((value) -> Named.of(value.getClass().getTypeName(), value));
	}

	@ParameterizedTest
	@MethodSource("honest")
	void whatIsHonestPasses(Object value) {
		Object copy = PARCELS.unpack(PARCELS.pack(value));
		if (value instanceof ArrayDeque || value instanceof PriorityQueue) {
			assertThat((Collection<?>) copy).hasSameSizeAs((Collection<?>) value);
		}
		else {
			assertThat(Arrays.deepEquals(new Object[] { copy }, new Object[] { value })).isTrue();
		}
	}

	/**
	 * A table has room for many entries, even of elements that take as little as can be.
	 */
	@Test
	void smallCollectionsWithLargeTablesPass() {
		List<Object> all = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			all.add(new HashMap<>(Map.of("a", "a")));
			all.add(new HashSet<>(Set.of("a")));
			all.add(new ArrayDeque<>(List.of("a")).size());
		}
		assertThat(PARCELS.unpack(PARCELS.pack(all))).isEqualTo(all);
		for (int size : new int[] { 1, 13, 65, 1025, 65_537 }) {
			Set<Empty> sparse = new HashSet<>(16, 0.25f);
			while (sparse.size() < size) {
				sparse.add(new Empty());
			}
			assertThat((Set<?>) PARCELS.unpack(PARCELS.pack(sparse))).hasSize(size);
		}
	}

	@Test
	void manyArraysAreNotLongerThanWhatWasSent() {
		TypeFilter filter = new TypeFilter(new AllowedTypes(List.of()), MILLION);
		List<Status> all = IntStream.range(0, 1000)
			.mapToObj((number) -> filter.checkInput(new Announcement(Object[].class, MILLION)))
			.toList();
		assertThat(all).startsWith(Status.ALLOWED, Status.ALLOWED, Status.REJECTED);
		assertThat(all.subList(2, 1000)).containsOnly(Status.REJECTED);
		assertThat(filter.refusal()).matches("arrays of \\d+ bytes are more than what was sent");
		assertThat(new TypeFilter(new AllowedTypes(List.of()), MILLION)
			.checkInput(new Announcement(long[].class, MILLION / 2))).isEqualTo(Status.REJECTED);
	}

	@Test
	void aHostileResultIsRefused() {
		try (WorkerProcess worker = WorkerProcess.builder("hostile").allowedTypes("io.heddle.worker.*").build()) {
			worker.start();
			assertThatIllegalArgumentException().isThrownBy(() -> worker.<Integer>command(() -> {
				byte[] frame = nested(15);
				DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
				out.writeInt(Frames.MARK);
				out.writeInt(frame.length);
				out.writeByte(FrameType.RESULT.code());
				out.write(frame);
				new CountDownLatch(1).await();
				return 1;
			}))
				.withMessage(
						"The result of A command of worker 'hostile' was refused: arrays of 3000000 bytes are more "
								+ "than what was sent");
		}
	}

	@Test
	void aFailureOfAnyLengthIsRefused() throws Exception {
		byte[] failure = new RemoteFailure("type", "message", List.of(), null, null).toBytes(1000);
		byte[] longer = Arrays.copyOf(failure, 1000);
		longer[failure.length - 1 - 2 * Integer.BYTES] = 1; // the number of lines
		assertThatExceptionOfType(FrameException.class).isThrownBy(() -> RemoteFailure.of(longer))
			.withMessageStartingWith("A stack trace has ");
	}

	/** Each is made before the next one is looked at. */
	@Test
	void arraysInEachOtherAreRefusedBeforeTheyAreMade() throws Exception {
		byte[] frame = nested(15);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		assertThatIllegalArgumentException().isThrownBy(() -> PARCELS.unpack(frame))
			.withMessage("arrays of 3000000 bytes are more than what was sent");
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20L * MILLION);
	}

	/** Arrays of a million elements, of which the first is such an array. */
	private static byte[] nested(int depth) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(new Object[0]);
		}
		byte[] head = bytes.toByteArray();
		bytes.reset();
		DataOutputStream out = new DataOutputStream(bytes);
		out.write(head, 0, head.length - Integer.BYTES);
		out.writeInt(MILLION);
		for (int i = 1; i < depth; i++) {
			out.writeByte(ObjectStreamConstants.TC_ARRAY);
			out.writeByte(ObjectStreamConstants.TC_REFERENCE);
			out.writeInt(ObjectStreamConstants.baseWireHandle);
			out.writeInt(MILLION);
		}
		while (bytes.size() < MILLION) {
			out.writeByte(ObjectStreamConstants.TC_NULL);
		}
		return bytes.toByteArray();
	}

	/** Takes six bytes. */
	private static final class Empty implements Serializable {

		private static final long serialVersionUID = 1L;

	}

	private record Announcement(Class<?> serialClass, long arrayLength) implements FilterInfo {

		@Override
		public long depth() {
			return 1;
		}

		@Override
		public long references() {
			return 1;
		}

		@Override
		public long streamBytes() {
			return 1;
		}

	}

}
