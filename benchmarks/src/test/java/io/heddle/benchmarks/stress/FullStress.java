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
 * A place that becomes free reaches a producer that waits for it, or is about to. A
 * signal that is missed shows as a run that hangs.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "One taken, one accepted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The bound is broken.")
@State
public class FullStress {

	private final Buffer<Integer> buffer = new Buffer<>(1, StoppedTicker.INSTANCE);

	private final Outlet<Integer> outlet = this.buffer.outlet();

	private final Inlet<Integer> inlet = this.buffer.inlet();

	public FullStress() {
		Items.put(this.outlet, 1);
	}

	@Actor
	public void producer() {
		Items.put(this.outlet, 2);
	}

	@Actor
	public void consumer(II_Result result) {
		result.r1 = Items.take(this.inlet);
	}

	@Arbiter
	public void rest(II_Result result) {
		result.r2 = this.buffer.size();
	}

}
