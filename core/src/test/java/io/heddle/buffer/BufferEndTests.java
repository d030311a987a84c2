package io.heddle.buffer;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.heddle.testing.Crew;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
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

/**
 * Whenever and however a buffer ends: each item that was accepted is taken, abandoned or
 * left, once; each that was refused is nowhere; and nobody waits.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class BufferEndTests {

	private static final int ROUNDS = Integer.getInteger("heddle.stress.rounds", 150);

	private static final int ITEMS = 4_000;

	static Stream<Arguments> ends() {
		return ThreadModes.supported()
			.flatMap((mode) -> Stream.of(1, 20, 1024)
				.flatMap((capacity) -> Stream.of(2, 20).map((producers) -> arguments(mode, capacity, producers))));
	}

	@ParameterizedTest(name = "{0}: {2} into {1}")
	@MethodSource("ends")
	void anAbortLosesNothing(ThreadMode mode, int capacity, int producers) throws Exception {
		for (int round = 0; round < ROUNDS / producers; round++) {
			assertThat(run(mode, new Buffer<>(capacity, Ticker.system()), producers, round, Buffer::abort).isEnded())
				.isTrue();
		}
	}

	@ParameterizedTest(name = "{0}: {2} into {1}")
	@MethodSource("ends")
	void aSealLosesNothing(ThreadMode mode, int capacity, int producers) throws Exception {
		for (int round = 0; round < ROUNDS / producers; round++) {
			assertThat(run(mode, new Buffer<>(capacity, Ticker.system()), producers, round, Buffer::seal).isEnded())
				.isTrue();
		}
	}

	@ParameterizedTest(name = "{0}: {2} into {1}")
	@MethodSource("ends")
	void aCloseLeavesNothing(ThreadMode mode, int capacity, int producers) throws Exception {
		for (int round = 0; round < ROUNDS / producers; round++) {
			Traffic traffic = run(mode, new Buffer<>(capacity, Ticker.system()), producers, round, Buffer::close);
			assertThat(traffic.taken.marked()).isEqualTo(traffic.accepted.marked());
		}
	}

	/** Ends the buffer after some items, while producers and consumers come and go. */
	private static Traffic run(ThreadMode mode, Buffer<Integer> buffer, int producers, int round,
			Consumer<Buffer<?>> end) throws Exception {
		Traffic traffic = new Traffic(buffer, producers, round * 7 % 1000);
		try (Crew crew = new Crew(mode)) {
			traffic.start(crew, producers);
			crew.start(() -> {
				traffic.beforeEnd.await();
				end.accept(buffer);
			});
			crew.join(Duration.ofSeconds(10), traffic.taken::marked);
		}
		traffic.assertConserved();
		return traffic;
	}

	/** Producers and consumers that work until they are refused, or until the end. */
	private static final class Traffic {

		final Buffer<Integer> buffer;

		final Numbered accepted;

		final Numbered taken;

		final CountDownLatch beforeEnd;

		final Queue<Integer> abandoned = new ConcurrentLinkedQueue<>();

		private final AtomicInteger next = new AtomicInteger();

		private final AtomicInteger working = new AtomicInteger();

		Traffic(Buffer<Integer> buffer, int producers, int itemsBeforeEnd) {
			this.buffer = buffer;
			this.beforeEnd = new CountDownLatch(itemsBeforeEnd);
			this.accepted = new Numbered(ITEMS + producers);
			this.taken = new Numbered(ITEMS + producers);
		}

		void start(Crew crew, int producers) {
			this.working.set(producers);
			for (int i = 0; i < producers; i++) {
				Outlet<Integer> outlet = this.buffer.outlet();
				crew.start(() -> produce(outlet));
			}
			crew.start(2, this::consume);
			crew.start(this::consumeInTurns);
		}

		private void produce(Outlet<Integer> first) throws InterruptedException {
			Outlet<Integer> outlet = first;
			try {
				while (this.next.get() < ITEMS) {
					int item = this.next.getAndIncrement();
					outlet.put(item);
					this.accepted.mark(item);
					if (item % 100 == 0) {
						outlet.close();
						outlet = this.buffer.outlet();
					}
				}
			}
			catch (StoppedException ex) {
				// the end
			}
			outlet.close();
			if (this.working.decrementAndGet() == 0) {
				this.buffer.close();
			}
		}

		private void consume() throws InterruptedException {
			Inlet<Integer> inlet = this.buffer.inlet();
			while (!inlet.isEnded()) {
				take(inlet);
			}
			this.abandoned.addAll(inlet.abandon());
		}

		private void consumeInTurns() throws InterruptedException {
			boolean ended = false;
			while (!ended) {
				Inlet<Integer> inlet = this.buffer.inlet();
				do {
					take(inlet);
					ended = inlet.isEnded();
				}
				while (!ended && !inlet.tryLeave());
				this.abandoned.addAll(inlet.abandon());
			}
		}

		private void take(Inlet<Integer> inlet) throws InterruptedException {
			Integer item = inlet.take(Inlet.FOREVER);
			if (item != null) {
				this.taken.mark(item);
				this.beforeEnd.countDown();
			}
		}

		boolean isEnded() {
			return this.buffer.isClosed() && this.buffer.consumers().count() == 0;
		}

		void assertConserved() {
			this.abandoned.forEach(this.taken::mark);
			this.buffer.removeRemaining().forEach(this.taken::mark);
			assertThat(this.taken.doubled()).isEmpty();
			for (int item = 0; item < this.taken.count(); item++) {
				assertThat(this.taken.isMarked(item)).as("item %d", item).isEqualTo(this.accepted.isMarked(item));
			}
			assertThat(this.buffer.size()).isZero();
		}

	}

}
