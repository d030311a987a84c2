package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The size is never above what was put nor below nothing, and right when nobody puts or
 * takes.
 */
@JCStressTest
@Outcome(id = { "0, 1", "1, 1", "2, 1" }, expect = Expect.ACCEPTABLE, desc = "Between the two ends, then right.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Wrong.")
@State
public class SizeStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Outlet<Integer> outlet = this.buffer.outlet();

	private final Inlet<Integer> inlet = this.buffer.inlet();

	@Actor
	public void producerAndConsumer() {
		Items.put(this.outlet, 1, 1);
		Items.take(this.inlet);
	}

	@Actor
	public void observer(II_Result result) {
		result.r1 = this.buffer.size();
	}

	@Arbiter
	public void rest(II_Result result) {
		result.r2 = this.buffer.size();
	}

}
