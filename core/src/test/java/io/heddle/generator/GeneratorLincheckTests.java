package io.heddle.generator;

import io.heddle.buffer.StoppedException;
import io.heddle.testing.ManualTicker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * The hand-off of a generator under many interleavings: nobody waits for ever, nothing is
 * lost, and the producer is never too far ahead.
 */
@Timeout(300)
class GeneratorLincheckTests {

	private static HandOff handOff(int prefetch) {
		ManualTicker ticker = new ManualTicker();
		return new HandOff(prefetch, new WaitTime(ticker), new WaitTime(ticker));
	}

	private static void produce(HandOff handOff, int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			handOff.put(i);
			require(handOff.accepted() - handOff.consumed() <= 1, "too far ahead");
		}
		handOff.end();
	}

	private static int consume(HandOff handOff) throws InterruptedException {
		int taken = 0;
		while (handOff.take() != null) {
			handOff.consume();
			taken++;
		}
		return taken;
	}

	@Test
	void anItemAndTheEndReachTheConsumer() {
		check(() -> {
			HandOff handOff = handOff(1);
			together(() -> produce(handOff, 2), () -> require(consume(handOff) == 2, "items lost"));
			require(handOff.isDrained(), "not drained");
		});
	}

	@Test
	void twoConsumersShareTheItemsAndBothEnd() {
		check(() -> {
			HandOff handOff = handOff(1);
			int[] taken = new int[2];
			together(() -> taken[0] = consume(handOff), () -> taken[1] = consume(handOff), () -> produce(handOff, 2));
			require(taken[0] + taken[1] == 2, "items lost or doubled");
		});
	}

	@Test
	void aCloseEndsBothSides() {
		check(() -> {
			HandOff handOff = handOff(1);
			together(() -> {
				try {
					handOff.put(1);
					handOff.put(2);
				}
				catch (StoppedException ex) {
					handOff.end();
				}
			}, () -> {
				@Nullable Object first = handOff.take();
				require(first == null || first.equals(1), "out of order");
				if (first != null) {
					handOff.consume();
				}
			}, handOff::close);
			require(handOff.take() == null, "an item after the close");
		});
	}

	/** One goes all around the ring while the other one is at its item. */
	@Test
	void anItemOfAFullRingComesOnce() {
		check(() -> {
			ItemRing ring = new ItemRing(2);
			ring.offer(1);
			ring.offer(2);
			@Nullable Object[] taken = new @Nullable Object[3];
			together(() -> taken[0] = ring.poll(), () -> {
				taken[1] = ring.poll();
				taken[2] = ring.poll();
			});
			int sum = 0;
			for (@Nullable
			Object item : taken) {
				sum += (item != null) ? (int) item : 0;
			}
			require(sum == 3 && ring.isEmpty(), "an item was lost or doubled");
		});
	}

	/** One looks and never asks, the other one waits for the next item. */
	@Test
	void anItemThatWasKeptDoesNotStopAnotherConsumer() {
		check(() -> {
			HandOff handOff = handOff(1);
			together(() -> {
				handOff.put(1);
				handOff.put(2);
			}, () -> {
				require(handOff.take() != null, "no item");
				handOff.keep();
			}, () -> require(handOff.take() != null, "no item"));
		});
	}

}
