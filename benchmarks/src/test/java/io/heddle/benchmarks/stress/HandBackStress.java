package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An item that a consumer hands back is taken by the other one, unless that has ended:
 * then it cannot be handed back.
 */
@JCStressTest
@Outcome(id = { "0, 1", "1, 0" }, expect = Expect.ACCEPTABLE, desc = "One has it.")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody has it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have it.")
@State
public class HandBackStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Inlet<Integer> leaver = this.buffer.inlet();

	private final Inlet<Integer> stayer;

	/** Leaves the first consumer with one item claimed and not taken. */
	public HandBackStress() {
		Outlet<Integer> outlet = this.buffer.outlet();
		Items.put(outlet, 1);
		Items.take(this.leaver);
		Items.put(outlet, 1, 1);
		Items.take(this.leaver);
		outlet.close();
		this.buffer.close();
		this.stayer = this.buffer.inlet();
	}

	@Actor
	public void leaver(II_Result result) {
		result.r1 = this.leaver.tryLeave() ? 0 : Items.takeAll(this.leaver);
	}

	@Actor
	public void stayer(II_Result result) {
		result.r2 = Items.takeAll(this.stayer);
	}

}
