package io.heddle.buffer;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each of many items comes exactly once and nothing stalls: not with a single place, not
 * with more producers than lanes, not while producers and consumers come and go. A stall
 * shows as a dump of all threads.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(120)
class BufferStressTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int ITEMS = Integer.getInteger("heddle.stress.items", 1_000_000);

	static Stream<Arguments> crowds() {
		return ThreadModes.supported()
			.flatMap((mode) -> Stream.of(arguments(mode, 1, 4, 4), arguments(mode, 16, 4, 4),
					arguments(mode, 1024, 4, 4), arguments(mode, 16, 40, 3), arguments(mode, 1024, 40, 3),
					arguments(mode, 1024, 3, 40)));
	}

	@ParameterizedTest(name = "{0}: {2} to {3} by {1}")
	@MethodSource("crowds")
	void eachItemComesOnce(ThreadMode mode, int capacity, int producers, int consumers) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		Numbered items = new Numbered(ITEMS);
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < producers; i++) {
				int first = i;
				Outlet<Integer> outlet = buffer.outlet();
				crew.start(() -> {
					for (int item = first; item < ITEMS; item += producers) {
						outlet.put(item);
					}
					outlet.close();
				});
			}
			crew.start(consumers, () -> takeAll(buffer.inlet(), items));
			buffer.close();
			crew.join(PATIENCE, items::marked);
		}
		items.assertEachOnce();
	}

	static Stream<Arguments> comingAndGoing() {
		return ThreadModes.supported()
			.flatMap((mode) -> Stream.of(1, 10, 1024).map((capacity) -> arguments(mode, capacity)));
	}

	@ParameterizedTest(name = "{0}: by {1}")
	@MethodSource("comingAndGoing")
	void eachItemComesOnceWhileThreadsComeAndGo(ThreadMode mode, int capacity) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		Numbered items = new Numbered(ITEMS / 4);
		AtomicInteger next = new AtomicInteger();
		AtomicInteger producing = new AtomicInteger(4);
		try (Crew crew = new Crew(mode)) {
			crew.start(4, () -> {
				visitAsProducer(buffer, items.count(), next);
				if (producing.decrementAndGet() == 0) {
					buffer.close();
				}
			});
			crew.start(5, () -> visitAsConsumer(buffer, items));
			crew.join(PATIENCE, items::marked);
		}
		items.assertEachOnce();
	}

	private static void visitAsProducer(Buffer<Integer> buffer, int count, AtomicInteger next) throws Exception {
		Random random = new Random(next.get());
		while (next.get() < count) {
			try (Outlet<Integer> outlet = buffer.outlet()) {
				for (int left = random.nextInt(100); left > 0; left--) {
					int item = next.getAndIncrement();
					if (item < count) {
						outlet.put(item);
					}
				}
			}
		}
	}

	private static void visitAsConsumer(Buffer<Integer> buffer, Numbered items) throws Exception {
		Random random = new Random(items.marked());
		boolean ended = false;
		while (!ended) {
			Inlet<Integer> inlet = buffer.inlet();
			boolean left = false;
			while (!left && !ended) {
				take(inlet, items, random.nextInt(200));
				ended = inlet.isEnded();
				left = ended || inlet.tryLeave();
			}
		}
	}

	private static void take(Inlet<Integer> inlet, Numbered items, int count) throws InterruptedException {
		for (int left = count; left > 0; left--) {
			Integer item = inlet.take(Inlet.FOREVER);
			if (item == null) {
				return;
			}
			items.mark(item);
		}
	}

	private static void takeAll(Inlet<Integer> inlet, Numbered items) throws InterruptedException {
		while (!inlet.isEnded()) {
			take(inlet, items, 1000);
		}
	}

	static Stream<Arguments> disturbed() {
		return ThreadModes.supported().flatMap((mode) -> Stream.of(1, 16).map((capacity) -> arguments(mode, capacity)));
	}

	@ParameterizedTest(name = "{0}: by {1}")
	@MethodSource("disturbed")
	void eachItemComesOnceInSpiteOfInterruptsAndWakeups(ThreadMode mode, int capacity) throws Exception {
		Buffer<Integer> buffer = new Buffer<>(capacity, Ticker.system());
		Numbered items = new Numbered(ITEMS / 4);
		Outlet<Integer> outlet = buffer.outlet();
		Inlet<Integer> inlet = buffer.inlet();
		Inlet<Integer> other = buffer.inlet();
		try (Crew crew = new Crew(mode)) {
			Thread producer = crew.start(() -> {
				for (int item = 0; item < items.count(); item++) {
					putInSpiteOfInterrupts(outlet, item);
				}
				outlet.close();
				buffer.close();
			});
			Thread consumer = crew.start(() -> takeInSpiteOfInterrupts(inlet, items));
			crew.start(() -> takeInSpiteOfInterrupts(other, items));
			crew.start(() -> {
				while (producer.isAlive() || consumer.isAlive()) {
					producer.interrupt();
					consumer.interrupt();
					inlet.wakeup();
					other.wakeup();
					LockSupport.parkNanos(20_000);
				}
			});
			crew.join(PATIENCE, items::marked);
		}
		items.assertEachOnce();
	}

	private static void putInSpiteOfInterrupts(Outlet<Integer> outlet, int item) {
		while (true) {
			try {
				outlet.put(item);
				return;
			}
			catch (InterruptedException ex) {
				// not accepted
			}
		}
	}

	private static void takeInSpiteOfInterrupts(Inlet<Integer> inlet, Numbered items) {
		while (!inlet.isEnded()) {
			try {
				take(inlet, items, 1000);
			}
			catch (InterruptedException ex) {
				// nothing was taken
			}
		}
	}

}
