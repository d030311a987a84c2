package io.heddle.buffer;

import java.util.ArrayList;
import java.util.List;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HandOffLincheckTests {

	@Test
	void aWaitingProducerIsServed() {
		Interleavings.check(1000, () -> {
			Credits credits = new Credits(1, new Signal(), new MonitorWaits());
			credits.tryTake(1);
			Interleavings.together(() -> {
				int c = credits.take(1, new WaitClock(new ManualTicker()));
				Interleavings.require(c == 1, "none");
			}, () -> credits.give(1));
		});
	}

	@Test
	void handOver() {
		Interleavings.check(300, () -> {
			Buffer<Integer> buffer = new Buffer<>(1, new ManualTicker(), new MonitorWaits());
			Outlet<Integer> outlet = buffer.outlet();
			Inlet<Integer> inlet = buffer.inlet();
			List<Integer> taken = new ArrayList<>();
			Interleavings.together(() -> {
				outlet.put(1);
				outlet.put(2);
				outlet.close();
				buffer.close();
			}, () -> {
				while (!inlet.isEnded()) {
					Integer item = inlet.take(Inlet.FOREVER);
					if (item != null) {
						taken.add(item);
					}
				}
			});
			Interleavings.require(taken.size() == 2 && taken.get(0) == 1 && taken.get(1) == 2, "lost");
		});
	}

}
