package io.heddle.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.heddle.testing.Crew;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.ThreadModes;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Never more items wait than the capacity says, and no fewer than it allows. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(30)
class BufferBoundTests {

	private final AtomicInteger accepted = new AtomicInteger();

	static Stream<Arguments> sizes() {
		return ThreadModes.supported()
			.flatMap((mode) -> Stream.of(1, 2, 7, 8, 10, 100, 1024)
				.flatMap((capacity) -> Stream.of(1, 2, 5, 16, 17, 40)
					.map((producers) -> arguments(mode, capacity, producers))));
	}

	@ParameterizedTest(name = "{0}: {2} into {1}")
	@MethodSource("sizes")
	void producersFillAllPlacesAndNoMore(ThreadMode mode, int capacity, int producers) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		Inlet<Integer> inlet = buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < producers; i++) {
				threads.add(crew.start(() -> putUntilRefused(buffer)));
			}
			for (int taken = 0; taken <= 3 * capacity; taken++) {
				if (taken % capacity == 0) {
					awaitFull(threads, taken + ((taken == 0) ? capacity : capacity - reserve(capacity)));
				}
				assertThat(buffer.size()).isLessThanOrEqualTo(capacity);
				assertThat(this.accepted.get() - taken).isLessThanOrEqualTo(capacity);
				assertThat(inlet.take(Inlet.FOREVER)).isNotNull();
			}
			buffer.abort();
			crew.join();
		}
		int left = buffer.removeRemaining().size() + inlet.abandon().size();
		assertThat(left).isEqualTo(this.accepted.get() - 3 * capacity - 1);
	}

	/**
	 * How many places a producer that waits may leave free: the quarter it waits for, and
	 * those that a consumer amid a run has not given back.
	 */
	private static int reserve(int capacity) {
		return capacity / 4 + capacity / 32;
	}

	private void putUntilRefused(Buffer<Integer> buffer) throws InterruptedException {
		try (Outlet<Integer> outlet = buffer.outlet()) {
			while (true) {
				outlet.put(1);
				this.accepted.incrementAndGet();
			}
		}
		catch (StoppedException ex) {
			// the end
		}
	}

	/** Waits until so many were accepted, and all producers wait. */
	private void awaitFull(List<Thread> threads, int expected) {
		Eventually.holds(() -> this.accepted.get() >= expected && threads.stream().allMatch(Crew::isParked));
	}

	static Stream<Arguments> crowds() {
		return ThreadModes.supported()
			.flatMap((mode) -> Stream.of(1, 7, 64)
				.flatMap((capacity) -> Stream.of(2, 17).map((producers) -> arguments(mode, capacity, producers))));
	}

	@ParameterizedTest(name = "{0}: {2} into {1}")
	@MethodSource("crowds")
	void theBoundHoldsWhileProducersAndConsumersComeAndGo(ThreadMode mode, int capacity, int producers)
			throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		AtomicInteger takesBegun = new AtomicInteger();
		AtomicBoolean done = new AtomicBoolean();
		try (Crew crew = new Crew(mode)) {
			crew.start(producers, () -> putInTurns(buffer, done));
			crew.start(3, () -> takeInTurns(buffer, takesBegun));
			for (int last = 0; last < 20_000; last = takesBegun.get()) {
				int before = this.accepted.get();
				assertThat(before - takesBegun.get()).isLessThanOrEqualTo(capacity);
				assertThat(buffer.size()).isBetween(0, capacity);
			}
			done.set(true);
			buffer.abort();
			crew.join();
		}
	}

	private void putInTurns(Buffer<Integer> buffer, AtomicBoolean done) throws InterruptedException {
		while (!done.get()) {
			try (Outlet<Integer> outlet = buffer.outlet()) {
				for (int i = 0; i < 50; i++) {
					outlet.put(1);
					this.accepted.incrementAndGet();
				}
			}
			catch (StoppedException ex) {
				return;
			}
		}
	}

	private static void takeInTurns(Buffer<Integer> buffer, AtomicInteger takesBegun) throws InterruptedException {
		boolean ended = false;
		while (!ended) {
			Inlet<Integer> inlet = buffer.inlet();
			do {
				for (int i = 0; i < 50; i++) {
					takesBegun.incrementAndGet();
					inlet.take(Inlet.FOREVER);
				}
				ended = inlet.isEnded();
			}
			while (!ended && !inlet.tryLeave());
		}
	}

}
