package io.heddle.buffer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.heddle.testing.ManualTicker;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The hand-off under many interleavings, one step after the other as in a sequentially
 * consistent memory. {@link MonitorWaits} takes the timed repairs away.
 */
@Timeout(300)
class HandOffLincheckTests {

	@Test
	void theCheckerFindsAMissedSignal() {
		assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> check(() -> {
			ForgetfulCredits credits = new ForgetfulCredits();
			together(credits::take, credits::give);
		})).withMessageContaining("hung");
	}

	@Test
	void everyWaitingProducerIsServed() {
		check(() -> {
			Credits credits = new Credits(2, new Signal(), new MonitorWaits());
			credits.tryTake(2);
			together(() -> takeOne(credits), () -> takeOne(credits), () -> {
				credits.give(1);
				credits.give(1);
			});
			require(credits.free() == 0, "credits are left");
		});
	}

	private static void takeOne(Credits credits) throws InterruptedException {
		require(credits.take(1, new WaitClock(new ManualTicker())) == 1, "not one");
	}

	@Test
	void aRefusalReachesAProducerThatIsAboutToWait() {
		check(() -> {
			Signal signal = new Signal();
			Credits credits = new Credits(1, signal, new MonitorWaits());
			credits.tryTake(1);
			together(() -> {
				try {
					takeOne(credits);
					require(false, "not refused");
				}
				catch (StoppedException ex) {
					// as it should be
				}
			}, () -> {
				signal.refuse();
				credits.wakeAll();
			});
		});
	}

	@Test
	void itemsThatAreHandedBackAreNotLeftByWhoEnds() {
		check(() -> {
			Consumers consumers = new Consumers();
			consumers.join();
			consumers.join();
			List<@Nullable Object> taken = Collections.synchronizedList(new ArrayList<>());
			together(() -> {
				if (!consumers.tryLeave(List.of("item"))) {
					taken.add("item");
				}
			}, () -> {
				@Nullable Object[] run = new @Nullable Object[1];
				do {
					if (consumers.claimReturned(run, 1) == 1) {
						taken.add(run[0]);
					}
				}
				while (!consumers.tryEnd(false));
			});
			require(taken.size() == 1, "lost or doubled");
		});
	}

	@Test
	void itemsOfOneProducerComeOnceAndInOrder() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(1);
			Outlet<Integer> outlet = buffer.outlet();
			Inlet<Integer> inlet = buffer.inlet();
			List<Integer> taken = new ArrayList<>();
			together(() -> {
				outlet.put(0);
				outlet.put(1);
				outlet.close();
				buffer.close();
			}, () -> takeAll(inlet, taken));
			requireNumbered(taken, 2);
		});
	}

	@Test
	void twoConsumersShareTheItemsAndBothEnd() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(2);
			Outlet<Integer> outlet = buffer.outlet();
			Inlet<Integer> first = buffer.inlet();
			Inlet<Integer> second = buffer.inlet();
			List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
			buffer.close();
			together(() -> takeAll(first, taken), () -> takeAll(second, taken), () -> {
				outlet.put(0);
				outlet.put(1);
				outlet.close();
			});
			Collections.sort(taken);
			requireNumbered(taken, 2);
		});
	}

	@Test
	void twoProducersOfASharedLaneLoseNothing() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(2);
			buffer.outlet().close();
			Outlet<Integer> exclusive = buffer.outlet();
			Outlet<Integer> first = buffer.outlet();
			Outlet<Integer> second = buffer.outlet();
			exclusive.close();
			Inlet<Integer> inlet = buffer.inlet();
			buffer.close();
			List<Integer> taken = new ArrayList<>();
			together(() -> {
				first.put(0);
				first.close();
			}, () -> {
				second.put(1);
				second.close();
			}, () -> takeAll(inlet, taken));
			Collections.sort(taken);
			requireNumbered(taken, 2);
		});
	}

	@Test
	void anItemIsRefusedOrLeftWhenTheBufferIsAborted() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(1);
			Outlet<Integer> outlet = buffer.outlet();
			List<Integer> accepted = new ArrayList<>();
			together(() -> {
				try {
					outlet.put(0);
					accepted.add(0);
					outlet.put(1);
					accepted.add(1);
				}
				catch (StoppedException ex) {
					// refused
				}
			}, buffer::abort);
			require(buffer.removeRemaining().equals(accepted), "lost");
		});
	}

	@Test
	void anItemIsTakenRefusedOrLeftWhenTheBufferIsSealed() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(1);
			Outlet<Integer> outlet = buffer.outlet();
			Inlet<Integer> inlet = buffer.inlet();
			List<Integer> taken = new ArrayList<>();
			List<Integer> accepted = new ArrayList<>();
			together(() -> {
				try {
					outlet.put(0);
					accepted.add(0);
				}
				catch (StoppedException ex) {
					// refused
				}
			}, () -> takeAll(inlet, taken), buffer::seal);
			taken.addAll(buffer.removeRemaining());
			require(taken.equals(accepted), "lost");
		});
	}

	@Test
	void aSignalIsPassedOnByWhoIsWokenUp() {
		check(() -> {
			Buffer<Integer> buffer = newBuffer(1);
			Outlet<Integer> outlet = buffer.outlet();
			Inlet<Integer> leaver = buffer.inlet();
			Inlet<Integer> stayer = buffer.inlet();
			buffer.close();
			List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
			together(() -> {
				Integer item = leaver.take(Inlet.FOREVER);
				if (item != null) {
					taken.add(item);
				}
				if (!leaver.tryLeave()) {
					takeAll(leaver, taken);
				}
			}, () -> takeAll(stayer, taken), () -> {
				leaver.wakeup();
				outlet.put(0);
				outlet.close();
			});
			requireNumbered(taken, 1);
		});
	}

	private static Buffer<Integer> newBuffer(int capacity) {
		return new Buffer<>(capacity, new ManualTicker(), new MonitorWaits());
	}

	private static void takeAll(Inlet<Integer> inlet, List<Integer> taken) throws InterruptedException {
		while (!inlet.isEnded()) {
			Integer item = inlet.take(Inlet.FOREVER);
			if (item != null) {
				taken.add(item);
			}
		}
	}

	private static void requireNumbered(List<Integer> taken, int count) {
		require(taken.size() == count, "lost or doubled");
		for (int i = 0; i < count; i++) {
			require(taken.get(i) == i, "not in order");
		}
	}

}
