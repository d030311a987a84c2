package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Who takes an item sees what was done before it was put, in plain fields too.
 */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "Not there yet.")
@Outcome(id = "42", expect = Expect.ACCEPTABLE, desc = "There as it was put.")
@Outcome(expect = Expect.FORBIDDEN, desc = "There before its content.")
@State
public class HandOverStress {

	private final Buffer<Item> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Outlet<Item> outlet = this.buffer.outlet();

	private final Inlet<Item> inlet = this.buffer.inlet();

	@Actor
	public void producer() {
		Item item = new Item();
		item.value = 42;
		Items.put(this.outlet, item);
	}

	@Actor
	public void consumer(I_Result result) {
		Item item = Items.poll(this.inlet);
		result.r1 = (item != null) ? item.value : -1;
	}

	private static final class Item {

		int value;

	}

}
