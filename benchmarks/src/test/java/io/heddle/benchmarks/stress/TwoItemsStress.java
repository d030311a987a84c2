package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two items in a lane go to two consumers, none to both. A consumer that finds the other
 * one amid a claim may go without.
 */
@JCStressTest
@Outcome(id = { "1, 2", "2, 1" }, expect = Expect.ACCEPTABLE, desc = "Each has one.")
@Outcome(id = { "1, 0", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "One was busy when the other one looked.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Doubled, lost or out of order.")
@State
public class TwoItemsStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Inlet<Integer> first = this.buffer.inlet();

	private final Inlet<Integer> second = this.buffer.inlet();

	public TwoItemsStress() {
		Items.put(this.buffer.outlet(), 1, 2);
	}

	@Actor
	public void first(II_Result result) {
		result.r1 = Items.take(this.first);
	}

	@Actor
	public void second(II_Result result) {
		result.r2 = Items.take(this.second);
	}

}
