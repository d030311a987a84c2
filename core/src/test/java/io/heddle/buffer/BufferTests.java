package io.heddle.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.heddle.buffer.Inlet.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What one thread, or two that take turns, see of a buffer. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(20)
class BufferTests {

	private final Buffer<Integer> buffer = new Buffer<>(8, Ticker.system());

	@Test
	void aCapacityBelowOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Buffer<Integer>(0, Ticker.system()))
			.withMessageContaining("'capacity' must be at least 1 but was 0");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 8, 100, 1024, 3000 })
	void itemsOfOneProducerComeInOrder(int capacity) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		Outlet<Integer> outlet = buffer.outlet();
		Inlet<Integer> inlet = buffer.inlet();
		int next = 0;
		for (int round = 0; round < 1000; round++) {
			int count = 1 + round % capacity;
			for (int i = 0; i < count; i++) {
				outlet.put(next + i);
			}
			for (int i = 0; i < count; i++) {
				assertThat(inlet.take(FOREVER)).isEqualTo(next++);
			}
		}
		assertThat(inlet.take(0)).isNull();
		assertThat(buffer.size()).isZero();
	}

	@Test
	void theSizeIsThatOfTheItemsThatWait() throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		Inlet<Integer> inlet = this.buffer.inlet();
		assertThat(this.buffer.capacity()).isEqualTo(8);
		for (int i = 1; i <= 8; i++) {
			outlet.put(i);
			assertThat(this.buffer.size()).isEqualTo(i);
		}
		for (int i = 7; i >= 0; i--) {
			assertThat(inlet.take(0)).isNotNull();
			assertThat(this.buffer.size()).isEqualTo(i);
		}
	}

	@Test
	void itEndsAfterTheLastItemOnceEveryProducerHasClosed() throws Exception {
		Outlet<Integer> first = this.buffer.outlet();
		Outlet<Integer> second = this.buffer.outlet();
		Inlet<Integer> inlet = this.buffer.inlet();
		first.put(1);
		this.buffer.close();
		first.close();
		assertThat(inlet.take(0)).isEqualTo(1);
		assertThat(inlet.take(0)).isNull();
		assertThat(inlet.isEnded()).isFalse();
		second.put(2);
		second.close();
		second.close();
		assertThat(inlet.isEnded()).isFalse();
		assertThat(inlet.take(FOREVER)).isEqualTo(2);
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isTrue();
		assertThat(inlet.take(FOREVER)).isNull();
	}

	@Test
	void itDoesNotEndBeforeItIsClosed() throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		Inlet<Integer> inlet = this.buffer.inlet();
		outlet.close();
		assertThat(inlet.take(0)).isNull();
		assertThat(inlet.isEnded()).isFalse();
		this.buffer.close();
		this.buffer.close();
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isTrue();
	}

	@Test
	void aProducerThatComesTooLateIsRefused() {
		this.buffer.close();
		Outlet<Integer> outlet = this.buffer.outlet();
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> outlet.put(1));
		outlet.close();
		assertThat(this.buffer.size()).isZero();
	}

	@Test
	void aClosedProducerIsRefused() throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		outlet.put(1);
		outlet.close();
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> outlet.put(2));
		assertThat(this.buffer.removeRemaining()).containsExactly(1);
	}

	@Test
	void theNextProducerGoesOnWithTheLaneOfTheLast() throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		List<Integer> taken = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			try (Outlet<Integer> outlet = this.buffer.outlet()) {
				outlet.put(i);
				outlet.put(i);
			}
			if (i % 3 == 0) {
				drain(inlet, taken);
			}
		}
		drain(inlet, taken);
		assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 200).map((i) -> i / 2).boxed().toList());
		assertThat(this.buffer.lanes()).hasSize(1);
	}

	private static void drain(Inlet<Integer> inlet, List<Integer> taken) throws InterruptedException {
		Integer item = inlet.take(0);
		while (item != null) {
			taken.add(item);
			item = inlet.take(0);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 15, 16, 17, 40 })
	void ofManyProducersTheLastShareALane(int producers) {
		Buffer<Integer> buffer = new Buffer<>(1024, Ticker.system());
		for (int i = 0; i < producers; i++) {
			buffer.outlet();
		}
		assertThat(buffer.lanes()).hasSize(Math.min(producers, Buffer.MAX_EXCLUSIVE_LANES + 1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8, 15, 16, 23, 24 })
	void aLaneHasEightPlacesOrIsShared(int capacity) {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		for (int i = 0; i < 10; i++) {
			buffer.outlet();
		}
		assertThat(buffer.lanes()).hasSize(Math.max(1, capacity / Buffer.SLOTS_PER_LANE) + 1);
	}

	@EachThreadMode
	void aFullBufferBlocksUntilAQuarterIsFree(ThreadMode mode) throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			Outlet<Integer> outlet = this.buffer.outlet();
			for (int i = 0; i < 8; i++) {
				outlet.put(i);
			}
			Thread producer = crew.start(() -> outlet.put(8));
			Eventually.isParked(producer);
			assertThat(outlet.isWaiting()).isTrue();
			inlet.take(FOREVER);
			assertThat(this.buffer.size()).isEqualTo(7);
			inlet.take(FOREVER);
			crew.join();
			assertThat(outlet.isWaiting()).isFalse();
			assertThat(outlet.waitedNanos()).isPositive();
			assertThat(this.buffer.size()).isEqualTo(7);
		}
	}

	@EachThreadMode
	void anInterruptedPutIsNotAccepted(ThreadMode mode) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(1, Ticker.system());
		Outlet<Integer> outlet = buffer.outlet();
		outlet.put(1);
		try (Crew crew = new Crew(mode)) {
			Thread producer = crew
				.start(() -> assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> outlet.put(2)));
			Eventually.isParked(producer);
			producer.interrupt();
			crew.join();
		}
		assertThat(buffer.removeRemaining()).containsExactly(1);
		outlet.put(3);
		assertThat(buffer.removeRemaining()).containsExactly(3);
	}

	@EachThreadMode
	void anInterruptedTakeTakesNothing(ThreadMode mode) throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			Thread consumer = crew.start(
					() -> assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> inlet.take(FOREVER)));
			Eventually.isParked(consumer);
			assertThat(inlet.isWaiting()).isTrue();
			consumer.interrupt();
			crew.join();
		}
		assertThat(inlet.isWaiting()).isFalse();
		assertThat(inlet.waitedNanos()).isPositive();
		assertThat(this.buffer.signal().sleeping()).isZero();
		this.buffer.outlet().put(1);
		assertThat(inlet.take(FOREVER)).isEqualTo(1);
	}

	@EachThreadMode
	void anInterruptDoesNotKeepAnItemThatIsThere(ThreadMode mode) throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		this.buffer.outlet().put(1);
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				Thread.currentThread().interrupt();
				assertThat(inlet.take(FOREVER)).isEqualTo(1);
				assertThat(Thread.currentThread().isInterrupted()).isTrue();
			});
			crew.join();
		}
	}

	@EachThreadMode
	void aTimedTakeReturnsWithoutAnItem(ThreadMode mode) throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				long began = System.nanoTime();
				assertThat(inlet.take(TimeUnit.MILLISECONDS.toNanos(50))).isNull();
				assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
				assertThat(inlet.isEnded()).isFalse();
			});
			crew.join();
		}
	}

	@Test
	void aWakeupBeforeATakeThatWouldWaitIsKept() throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		this.buffer.outlet().put(1);
		inlet.wakeup();
		assertThat(inlet.take(FOREVER)).isEqualTo(1);
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isFalse();
	}

	@EachThreadMode
	void aWakeupEndsATakeThatWaits(ThreadMode mode) throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			Thread consumer = crew.start(() -> assertThat(inlet.take(FOREVER)).isNull());
			Eventually.isParked(consumer);
			inlet.wakeup();
			crew.join();
		}
		assertThat(this.buffer.signal().sleeping()).isZero();
	}

	@EachThreadMode
	void anAbortEndsEveryWait(ThreadMode mode) throws Exception {
		endsEveryWait(mode, Buffer::abort);
	}

	@EachThreadMode
	void aSealEndsEveryWait(ThreadMode mode) throws Exception {
		endsEveryWait(mode, Buffer::seal);
	}

	private void endsEveryWait(ThreadMode mode, Consumer<Buffer<?>> end) throws Exception {
		Buffer<Integer> full = new Buffer<>(1, Ticker.system());
		full.outlet().put(0);
		Queue<Thread> threads = new ConcurrentLinkedQueue<>();
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < 5; i++) {
				Inlet<Integer> inlet = this.buffer.inlet();
				threads.add(crew.start(() -> {
					assertThat(inlet.take(FOREVER)).isNull();
					assertThat(inlet.isEnded()).isTrue();
				}));
				Outlet<Integer> outlet = full.outlet();
				threads.add(crew
					.start(() -> assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> outlet.put(1))));
			}
			threads.forEach(Eventually::isParked);
			end.accept(full);
			end.accept(this.buffer);
			crew.join();
		}
		assertThat(full.removeRemaining()).containsExactly(0);
		assertThat(this.buffer.consumers().count()).isZero();
	}

	@Test
	void nothingIsTakenAfterAnAbortButWhatIsClaimed() throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		Inlet<Integer> inlet = this.buffer.inlet();
		fill(outlet, 8);
		assertThat(inlet.take(FOREVER)).isZero();
		this.buffer.abort();
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> outlet.put(8));
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isTrue();
		assertThat(this.buffer.removeRemaining()).containsExactly(1, 2, 3, 4, 5, 6, 7);
	}

	@Test
	void aSealedBufferEndsAfterTheLastItem() throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		Inlet<Integer> inlet = this.buffer.inlet();
		outlet.put(1);
		this.buffer.seal();
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> outlet.put(2));
		assertThat(inlet.isEnded()).isFalse();
		assertThat(inlet.take(FOREVER)).isEqualTo(1);
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isTrue();
		outlet.close();
	}

	@Test
	void anAbortedBufferStaysAborted() throws Exception {
		Inlet<Integer> inlet = this.buffer.inlet();
		this.buffer.outlet().put(1);
		this.buffer.abort();
		this.buffer.close();
		this.buffer.seal();
		assertThat(inlet.take(FOREVER)).isNull();
		assertThat(inlet.isEnded()).isTrue();
		assertThat(this.buffer.removeRemaining()).containsExactly(1);
	}

	@Test
	void whatAConsumerHandsBackIsTakenByAnother() throws Exception {
		Buffer<Integer> buffer = new Buffer<>(64, new ManualTicker());
		RingInlet<Integer> leaver = longRuns(buffer);
		Inlet<Integer> stayer = buffer.inlet();
		fill(buffer.outlet(), 10);
		assertThat(leaver.take(FOREVER)).isZero();
		assertThat(leaver.tryLeave()).isTrue();
		assertThat(leaver.tryLeave()).isTrue();
		assertThat(leaver.take(FOREVER)).isNull();
		assertThat(leaver.isEnded()).isTrue();
		assertThat(leaver.abandon()).isEmpty();
		assertThat(buffer.size()).isEqualTo(9);
		List<Integer> taken = new ArrayList<>();
		drain(stayer, taken);
		assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(buffer.size()).isZero();
	}

	@Test
	void theLastConsumerCannotLeave() throws Exception {
		Inlet<Integer> first = this.buffer.inlet();
		Inlet<Integer> last = this.buffer.inlet();
		assertThat(first.tryLeave()).isTrue();
		assertThat(last.tryLeave()).isFalse();
		this.buffer.outlet().put(1);
		assertThat(last.take(FOREVER)).isEqualTo(1);
	}

	@Test
	void itemsHandedBackKeepTheOthersFromEnding() throws Exception {
		Buffer<Integer> buffer = new Buffer<>(64, new ManualTicker());
		RingInlet<Integer> leaver = longRuns(buffer);
		Inlet<Integer> stayer = buffer.inlet();
		Outlet<Integer> outlet = buffer.outlet();
		fill(outlet, 2);
		assertThat(leaver.take(FOREVER)).isZero();
		outlet.close();
		buffer.close();
		assertThat(leaver.tryLeave()).isTrue();
		assertThat(stayer.isEnded()).isFalse();
		assertThat(stayer.take(FOREVER)).isEqualTo(1);
		assertThat(stayer.take(FOREVER)).isNull();
		assertThat(stayer.isEnded()).isTrue();
	}

	@Test
	void anAbandonedRunReturnsItsItemsAndPlaces() throws Exception {
		Buffer<Integer> buffer = new Buffer<>(64, new ManualTicker());
		RingInlet<Integer> inlet = longRuns(buffer);
		Outlet<Integer> outlet = buffer.outlet();
		fill(outlet, 10);
		assertThat(inlet.take(FOREVER)).isZero();
		assertThat(inlet.abandon()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(inlet.abandon()).isEmpty();
		assertThat(inlet.isEnded()).isTrue();
		assertThat(buffer.size()).isZero();
		assertThat(buffer.consumers().count()).isZero();
		fill(outlet, 64);
		assertThat(buffer.removeRemaining()).hasSize(64);
	}

	/** A consumer whose next run takes all that is there; no time passes for it. */
	private static RingInlet<Integer> longRuns(Buffer<Integer> buffer) throws InterruptedException {
		RingInlet<Integer> inlet = (RingInlet<Integer>) buffer.inlet();
		try (Outlet<Integer> outlet = buffer.outlet()) {
			for (int round = 0; round < 5; round++) {
				fill(outlet, 32);
				drain(inlet, new ArrayList<>());
			}
		}
		return inlet;
	}

	private static void fill(Outlet<Integer> outlet, int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			outlet.put(i);
		}
	}

	@Test
	void remainingItemsAreFoundInAllLanes() throws Exception {
		Buffer<Integer> buffer = new Buffer<>(1024, Ticker.system());
		List<Integer> put = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Outlet<Integer> outlet = buffer.outlet();
			for (int k = 0; k < 6; k++) {
				outlet.put(i * 6 + k);
				put.add(i * 6 + k);
			}
		}
		buffer.abort();
		assertThat(buffer.removeRemaining()).containsExactlyInAnyOrderElementsOf(put);
		assertThat(buffer.removeRemaining()).isEmpty();
		assertThat(buffer.size()).isZero();
		assertThat(buffer.consumers().count()).isZero();
	}

	@EachThreadMode
	void whoIsWokenInVainWakesAnother(ThreadMode mode) throws Exception {
		Outlet<Integer> outlet = this.buffer.outlet();
		AtomicReference<Integer> taken = new AtomicReference<>();
		List<Inlet<Integer>> inlets = List.of(this.buffer.inlet(), this.buffer.inlet());
		try (Crew crew = new Crew(mode)) {
			for (Inlet<Integer> inlet : inlets) {
				crew.start(() -> {
					Integer item = inlet.take(FOREVER);
					if (item != null) {
						taken.set(item);
					}
				});
			}
			Eventually.holds(() -> this.buffer.signal().sleeping() == 2);
			// the one that the put wakes leaves as well
			inlets.get(1).wakeup();
			outlet.put(1);
			Eventually.holds(() -> taken.get() != null);
			inlets.get(0).wakeup();
			crew.join();
		}
	}

}
