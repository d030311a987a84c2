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
 * One item goes to one of two consumers.
 */
@JCStressTest
@Outcome(id = { "1, 0", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "One has it.")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both have it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody has it.")
@State
public class OneItemStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Inlet<Integer> first = this.buffer.inlet();

	private final Inlet<Integer> second = this.buffer.inlet();

	public OneItemStress() {
		Items.put(this.buffer.outlet(), 1);
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
